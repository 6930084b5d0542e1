package cloud.kuryzhev.rbacguard.usage.envelope;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** The same bytes, and somebody who hears how many each read gave. */
final class Heard extends FilterInputStream {

    private final LongConsumer listener;

    Heard(InputStream in, LongConsumer listener) {
        super(in);
        this.listener = listener;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        listener.accept(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        listener.accept(Math.max(0, read));
        return read;
    }
}
