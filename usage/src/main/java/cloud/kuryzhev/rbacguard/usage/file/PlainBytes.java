package cloud.kuryzhev.rbacguard.usage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file as it is. */
record PlainBytes(FileChannel channel) implements LogBytes {

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        return channel.read(into, position);
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public boolean isMutable() {
        return true;
    }

    @Override
    public boolean isDamaged() {
        return false;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
