package cloud.kuryzhev.rbacguard.usage.intake;

import cloud.kuryzhev.rbacguard.usage.envelope.TooManyBytes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.time.InstantSource;

/** A request's body, of bounded length and in bounded time. */
final class Body extends FilterInputStream {

    private final InstantSource clock;
    private final Instant deadline;
    private long left;

    Body(InputStream in, long maxBytes, InstantSource clock, Instant deadline) {
        super(in);
        this.left = maxBytes;
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        spend(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        spend(Math.max(0, read));
        return read;
    }

    private void spend(int count) throws IOException {
        left -= count;
        if (left < 0) {
            throw new TooManyBytes();
        }
        if (clock.instant().isAfter(deadline)) {
            throw new SocketTimeoutException("the body is not complete in time");
        }
    }
}
