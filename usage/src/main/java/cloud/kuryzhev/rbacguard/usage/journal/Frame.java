package cloud.kuryzhev.rbacguard.usage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.zip.CRC32C;

/** What stands in a segment for one delivery: the payload's length, the CRC-32C of the rest, the delivery's id, the payload, which has an array. */
record Frame(DeliveryId id, ByteBuffer payload) {

    private static final int PREFIX = 2 * Integer.BYTES;
    private static final int HEADER = PREFIX + DeliveryId.BYTES;

    int bytes() {
        return HEADER + payload.remaining();
    }

    ByteBuffer header() {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.position(PREFIX);
        id.write(header);
        header.putInt(0, payload.remaining()).putInt(Integer.BYTES, checksum(header, payload));
        return header.rewind();
    }

    /** The frame at {@code offset}; empty if there is no whole one before {@code limit}, or a damaged one. */
    static Optional<Frame> read(FileChannel file, long offset, long limit) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (limit - offset < HEADER || !fill(file, header, offset)) {
            return Optional.empty();
        }
        int length = header.getInt(0);
        if (length < 0 || length > limit - offset - HEADER) {
            return Optional.empty();
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        if (!fill(file, payload, offset + HEADER) || checksum(header, payload.flip()) != header.getInt(Integer.BYTES)) {
            return Optional.empty();
        }
        return Optional.of(new Frame(DeliveryId.read(header.position(PREFIX)), payload));
    }

    private static boolean fill(FileChannel file, ByteBuffer bytes, long offset) throws IOException {
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int checksum(ByteBuffer header, ByteBuffer payload) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(PREFIX, DeliveryId.BYTES));
        crc.update(payload.duplicate());
        return (int) crc.getValue();
    }
}
