package cloud.kuryzhev.rbacguard.usage.envelope;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How many bytes compressed data may yet become, every layer of them together: what a gzip bomb runs into. */
final class Inflation {

    private long left;

    Inflation(long maxBytes) {
        left = maxBytes;
    }

    static Inflation unbounded() {
        return new Inflation(Long.MAX_VALUE);
    }

    /** The same bytes; reading them beyond the bound throws {@link TooManyBytes}. */
    InputStream bound(InputStream inflated) {
        return new FilterInputStream(inflated) {
            @Override
            public int read() throws IOException {
                return spend(in.read(), 1);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = in.read(bytes, offset, length);
                return spend(read, read);
            }
        };
    }

    private int spend(int result, long count) throws TooManyBytes {
        left -= result < 0 ? 0 : count;
        if (left < 0) {
            throw new TooManyBytes();
        }
        return result;
    }
}
