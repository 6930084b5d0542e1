package cloud.kuryzhev.rbacguard.usage.file;

import cloud.kuryzhev.rbacguard.usage.envelope.Unpacked;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/** A file compressed after its rotation. It is read once from front to back; the bytes that a fingerprint wants are kept. */
final class InflatedBytes implements LogBytes {

    private final FileChannel channel;
    private final Unpacked inflated;
    private final byte[] head;
    private long inflatedTo;

    private InflatedBytes(FileChannel channel, Unpacked inflated, byte[] head) {
        this.channel = channel;
        this.inflated = inflated;
        this.head = head;
        this.inflatedTo = head.length;
    }

    /** Takes {@code channel} over, whatever happens. */
    static InflatedBytes of(FileChannel channel) throws IOException {
        try {
            Unpacked inflated = new Unpacked(Channels.newInputStream(channel));
            return new InflatedBytes(channel, inflated, inflated.readNBytes(Fingerprint.LENGTH));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        if (position < head.length) {
            int from = (int) position;
            int length = Math.min(into.remaining(), head.length - from);
            into.put(head, from, length);
            return length;
        }
        return skipTo(position) ? readOn(into) : -1;
    }

    private boolean skipTo(long position) throws IOException {
        if (position < inflatedTo) {
            throw new IllegalArgumentException("position " + position + " is before " + inflatedTo);
        }
        while (inflatedTo < position) {
            long skipped = inflated.skip(position - inflatedTo);
            if (skipped <= 0) {
                return false;
            }
            inflatedTo += skipped;
        }
        return true;
    }

    private int readOn(ByteBuffer into) throws IOException {
        byte[] bytes = into.array();
        int read = inflated.read(bytes, into.arrayOffset() + into.position(), into.remaining());
        if (read > 0) {
            into.position(into.position() + read);
            inflatedTo += read;
        }
        return read;
    }

    @Override
    public long size() throws IOException {
        return Math.max(inflatedTo, channel.size());
    }

    @Override
    public boolean isMutable() {
        return false;
    }

    @Override
    public boolean isDamaged() {
        return inflated.isDamaged();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
