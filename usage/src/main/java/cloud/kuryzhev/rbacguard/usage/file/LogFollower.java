package cloud.kuryzhev.rbacguard.usage.file;

import cloud.kuryzhev.rbacguard.usage.store.GapCause;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a rotated log, across its files.
 *
 * <ol>
 *   <li>The first file is the one of the position to resume, found by its first bytes, under whatever name; else the oldest.
 *   <li>A file with another after it is read to its end, and once more after the other was seen; then comes the other.
 *   <li>A file that is shorter than what was read of it, or begins differently, was truncated: its copy is read on, if there is one.
 *   <li>Where lines may be missing, a {@link Line.Gap} comes before the next.
 * </ol>
 */
final class LogFollower implements Closeable {

    private final Path live;
    private final int maxLineBytes;
    private @Nullable FilePosition resumed;
    private GapCause ifLost = GapCause.LOG_GONE_MEANWHILE;
    private @Nullable OpenLog current;
    private List<LogFile> files = List.of();
    private boolean gapTold;

    LogFollower(Path live, int maxLineBytes, Optional<FilePosition> resumed) {
        this.live = live;
        this.maxLineBytes = maxLineBytes;
        this.resumed = resumed.orElse(null);
    }

    /** Looks at the directory again; to be called before each batch. */
    void refresh() throws IOException {
        files = LogFile.list(LogFile.target(live));
        OpenLog log = current;
        if (log == null) {
            return;
        }
        log.locate(files);
        if (!log.isIntact()) {
            resumed = log.position();
            ifLost = GapCause.LOG_TRUNCATED;
            close();
        }
    }

    /** The next line; {@link Line.None} if the log is read to its end, or does not exist yet. */
    Line next() throws IOException {
        OpenLog log = current;
        if (log == null) {
            return begin();
        }
        Line line = log.reader().next();
        return line instanceof Line.None ? atEnd(log) : line;
    }

    /** Where the last line ended; empty before any file was found. */
    Optional<FilePosition> position() throws IOException {
        return current == null ? Optional.ofNullable(resumed) : Optional.of(current.position());
    }

    long bytesBehind() throws IOException {
        return current == null ? files.stream().mapToLong(LogFile::size).sum() : current.bytesBehind(files);
    }

    private Line begin() throws IOException {
        FilePosition from = resumed;
        if (from == null) {
            return files.isEmpty() ? new Line.None() : open(files.getFirst(), 0);
        }
        Optional<LogFile> same = find(from);
        if (same.isPresent()) {
            return open(same.get(), from.offset());
        }
        // Files last written before the lost one were read before it.
        Path target = LogFile.target(live);
        Optional<LogFile> newer = files.stream()
                .filter(file ->
                        file.modified().isAfter(from.modified()) || file.path().equals(target))
                .findFirst();
        return newer.isPresent() ? openAfterGap(newer.get(), ifLost) : new Line.None();
    }

    private Line atEnd(OpenLog log) throws IOException {
        files = LogFile.list(LogFile.target(live));
        log.locate(files);
        Optional<LogFile> successor = log.successor(files);
        if (successor.isEmpty()) {
            return new Line.None();
        }
        // What was written between the last look at this file and its rotation.
        Line late = log.reader().next();
        if (!(late instanceof Line.None)) {
            return late;
        }
        if (log.reader().dropRest()) {
            return new Line.CutOff();
        }
        LogFile next = successor.get();
        Optional<GapCause> gap = log.gapBefore(next, files);
        return gap.isEmpty() ? open(next, 0) : openAfterGap(next, gap.get());
    }

    private Line openAfterGap(LogFile file, GapCause cause) throws IOException {
        if (!gapTold) {
            gapTold = true;
            return new Line.Gap(cause);
        }
        return open(file, 0);
    }

    private Line open(LogFile file, long offset) throws IOException {
        Optional<OpenLog> opened = OpenLog.open(file, offset, maxLineBytes);
        if (opened.isEmpty()) {
            return new Line.None(); // renamed just now: the next look finds it
        }
        close();
        current = opened.get();
        current.locate(files);
        gapTold = false;
        return next();
    }

    /** Copies have another inode, so the same inode is only preferred. */
    private Optional<LogFile> find(FilePosition position) throws IOException {
        List<LogFile> candidates = files.stream()
                .filter(file -> file.isCompressed() || file.size() >= position.offset())
                .sorted(Comparator.comparing(file -> file.inode() != position.inode()))
                .toList();
        for (LogFile file : candidates) {
            if (isAt(position, file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static boolean isAt(FilePosition position, LogFile file) throws IOException {
        return position.fingerprint().length() == 0
                ? file.inode() == position.inode()
                : file.beginsAs(position.fingerprint());
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
