package cloud.kuryzhev.rbacguard.usage.file;

import cloud.kuryzhev.rbacguard.usage.store.GapCause;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The file being read. It stays readable when it is renamed or deleted, and its inode is nobody else's until it is closed. */
final class OpenLog implements Closeable {

    private final long inode;
    private final LogBytes bytes;
    private final LineReader reader;
    private Fingerprint fingerprint;
    private Instant modified;
    private OptionalLong successor = OptionalLong.empty();
    private OptionalLong compressedCopy = OptionalLong.empty();

    private OpenLog(LogFile file, LogBytes bytes, long offset, int maxLineBytes) throws IOException {
        this.inode = file.inode();
        this.bytes = bytes;
        this.reader = new LineReader(bytes, offset, maxLineBytes);
        this.fingerprint = Fingerprint.of(bytes, offset);
        this.modified = file.modified();
    }

    /** Opens {@code file}; empty if its path is another file's by now. */
    static Optional<OpenLog> open(LogFile file, long offset, int maxLineBytes) throws IOException {
        LogBytes bytes;
        try {
            bytes = LogBytes.open(file);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        boolean same = LogFile.of(file.path())
                .filter(now -> now.inode() == file.inode())
                .isPresent();
        if (!same) {
            bytes.close();
            return Optional.empty();
        }
        return Optional.of(new OpenLog(file, bytes, offset, maxLineBytes));
    }

    LineReader reader() {
        return reader;
    }

    /** Whether what was read is still there. */
    boolean isIntact() throws IOException {
        return !bytes.isMutable() || (bytes.size() >= reader.readTo() && fingerprint.matches(bytes));
    }

    FilePosition position() throws IOException {
        return new FilePosition(inode, fingerprint(), reader.offset(), modified);
    }

    private Fingerprint fingerprint() throws IOException {
        // Of a file truncated meanwhile, the fingerprint stays that of what was read.
        if (!fingerprint.isFull() && isIntact()) {
            fingerprint = Fingerprint.of(bytes, reader.offset());
        }
        return fingerprint;
    }

    /** Looks where this file stands among {@code files}, and which follows. */
    void locate(List<LogFile> files) throws IOException {
        if (indexIn(files) < 0) {
            compressedCopy = findCompressedCopy(files);
        }
        int at = indexIn(files);
        if (at >= 0) {
            modified = files.get(at).modified();
            successor =
                    at + 1 < files.size() ? OptionalLong.of(files.get(at + 1).inode()) : OptionalLong.empty();
        }
    }

    /** Compressing makes another file, whose lines are not to be read again. */
    private OptionalLong findCompressedCopy(List<LogFile> files) throws IOException {
        Fingerprint mine = fingerprint();
        for (LogFile file : files) {
            if (file.isCompressed() && file.beginsAs(mine)) {
                return OptionalLong.of(file.inode());
            }
        }
        return OptionalLong.empty();
    }

    /** The file to read after this one; {@code files} as just located. */
    Optional<LogFile> successor(List<LogFile> files) {
        int at = indexIn(files);
        return at >= 0
                ? files.stream().skip(at + 1L).findFirst()
                : files.stream().filter(this::mayFollow).findFirst();
    }

    private boolean mayFollow(LogFile file) {
        return !file.modified().isBefore(modified);
    }

    /**
     * Why lines may be missing between this file and {@code next}. Rotated files are deleted oldest first, so while this one exists, or
     * what was once seen to follow it does, none has come between.
     */
    Optional<GapCause> gapBefore(LogFile next, List<LogFile> files) {
        if (bytes.isDamaged()) {
            return Optional.of(GapCause.LOG_DAMAGED);
        }
        return indexIn(files) >= 0 || isSuccessor(next) ? Optional.empty() : Optional.of(GapCause.LOG_GONE);
    }

    private boolean isSuccessor(LogFile next) {
        return successor.isPresent() && successor.getAsLong() == next.inode();
    }

    private int indexIn(List<LogFile> files) {
        List<Long> inodes = files.stream().map(LogFile::inode).toList();
        int at = inodes.indexOf(inode);
        return at < 0 && compressedCopy.isPresent() ? inodes.indexOf(compressedCopy.getAsLong()) : at;
    }

    long bytesBehind(List<LogFile> files) throws IOException {
        long here = Math.max(0, bytes.size() - reader.offset());
        int at = indexIn(files);
        return here
                + files.stream()
                        .skip(at + 1L)
                        .filter(file -> at >= 0 || mayFollow(file))
                        .mapToLong(LogFile::size)
                        .sum();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
