package cloud.kuryzhev.rbacguard.usage.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** The bytes of a log file as they were logged. Readable to its end even if the file is deleted meanwhile. */
sealed interface LogBytes extends Closeable permits PlainBytes, InflatedBytes {

    /** Opens {@code file}. */
    static LogBytes open(LogFile file) throws IOException {
        FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
        return file.isCompressed() ? InflatedBytes.of(channel) : new PlainBytes(channel);
    }

    /** Reads some bytes from {@code position} on; 0 or less at the end. Of positions past the first bytes, none may go back. */
    int read(ByteBuffer into, long position) throws IOException;

    /** How many there are now, at least as many as were read; an estimate if they are compressed. */
    long size() throws IOException;

    /** Whether they may still be added to, or truncated. */
    boolean isMutable();

    /** Whether there should have been more after the end. */
    boolean isDamaged();
}
