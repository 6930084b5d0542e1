package cloud.kuryzhev.rbacguard.usage.envelope;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Bytes without their gzip (RFC 1952: any number of members; up to three layers, since Firehose compresses what CloudWatch has
 * compressed) and without a UTF-8 byte order mark, which Azure's files begin with. Ends where the compressed data are damaged.
 */
public final class Unpacked extends FilterInputStream {

    private static final int LAYERS = 3;
    private static final int SKIP = 64 * 1024;
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private boolean damaged;
    private boolean compressed;

    /** @throws IOException if {@code packed} cannot be read */
    public Unpacked(InputStream packed) throws IOException {
        this(packed, Inflation.unbounded());
    }

    /**
     * The same with a bound.
     *
     * @throws TooManyBytes here and from reading, if compressed data become more than {@code maxInflated} bytes
     */
    public static Unpacked bounded(InputStream packed, long maxInflated) throws IOException {
        return new Unpacked(packed, new Inflation(maxInflated));
    }

    Unpacked(InputStream packed, Inflation inflation) throws IOException {
        super(new BufferedInputStream(packed));
        try {
            for (int layer = 0; layer < LAYERS && beginsWith(GZIP); layer++) {
                compressed = true;
                in = new BufferedInputStream(inflation.bound(new Members(in)));
            }
            if (beginsWith(BYTE_ORDER_MARK)) {
                in.skipNBytes(BYTE_ORDER_MARK.length);
            }
        } catch (EOFException | ZipException _) {
            damaged = true;
        }
    }

    private boolean beginsWith(byte[] magic) throws IOException {
        in.mark(magic.length);
        byte[] first = in.readNBytes(magic.length);
        in.reset();
        return Arrays.equals(first, magic);
    }

    /** Whether it was gzip. */
    public boolean isCompressed() {
        return compressed;
    }

    /** Whether it ended before it should have. */
    public boolean isDamaged() {
        return damaged;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return damaged ? -1 : in.read(bytes, offset, length);
        } catch (EOFException | ZipException _) {
            damaged = true;
            return -1;
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(count, SKIP)]));
    }

    /** GZIPInputStream takes whatever follows a member and is none for the end. */
    private static final class Members extends GZIPInputStream {

        private static final int TRAILER = 8;

        Members(InputStream in) throws IOException {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read < 0 && (inf.getRemaining() > TRAILER || in.read() >= 0)) {
                throw new ZipException("data after the last member");
            }
            return read;
        }
    }
}
