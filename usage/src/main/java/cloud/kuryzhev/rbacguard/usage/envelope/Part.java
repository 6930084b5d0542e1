package cloud.kuryzhev.rbacguard.usage.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * As much of a file as is read in one go.
 *
 * @param from where a record begins
 * @param to where the first record begins that is no longer of this part
 */
record Part(Path file, long from, long to) {

    /** What a part of a large file has at least. */
    static final long BYTES = 8 << 20;

    /** How far a place to cut is looked for. */
    private static final int LOOK = 256 * 1024;

    static Part whole(Path file) {
        return new Part(file, 0, Long.MAX_VALUE);
    }

    /** {@code file} in parts of at least {@code bytes}; one that is packed or small is one. */
    static List<Part> of(Path file, long bytes) throws IOException {
        List<Part> parts = new ArrayList<>();
        long from = 0;
        try (FileChannel channel = FileChannel.open(file)) {
            long last = channel.size() - bytes;
            for (long at = bytes; at < last && beginsAsObject(channel); at += bytes) {
                long cut = cut(channel, at);
                if (cut > from) {
                    parts.add(new Part(file, from, cut));
                    from = cut;
                    at = cut;
                }
            }
        }
        parts.add(new Part(file, from, Long.MAX_VALUE));
        return parts;
    }

    private static boolean beginsAsObject(FileChannel channel) throws IOException {
        ByteBuffer first = ByteBuffer.allocate(1);
        return channel.read(first, 0) == 1 && first.get(0) == '{';
    }

    /**
     * The first place after {@code at} where a record begins whatever came before, or -1: a line that begins with a brace, after one that
     * ends with one. {@link JsonPieces} is outside of any list there, because a comma would have to stand between the two.
     */
    private static long cut(FileChannel channel, long at) throws IOException {
        ByteBuffer near = ByteBuffer.allocate(LOOK);
        while (near.hasRemaining() && channel.read(near, at + near.position()) >= 0) {}
        for (int i = 2; i < near.position(); i++) {
            if (near.get(i) == '{' && near.get(i - 1) == '\n' && near.get(i - 2) == '}') {
                return at + i;
            }
        }
        return -1;
    }

    /** The file's bytes from its beginning on, beyond its end too. */
    InputStream open() throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(from);
        return in;
    }

    /** How many bytes it has; no bound if it is the last. */
    long length() {
        return to == Long.MAX_VALUE ? to : to - from;
    }
}
