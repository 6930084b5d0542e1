package cloud.kuryzhev.rbacguard.usage.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file of a rotated log as the directory shows it: the live one, or one that was.
 *
 * @param modified when it was last written; of a compressed one as far as its name says, when it was rotated
 */
record LogFile(Path path, long inode, long size, Instant modified) {

    /**
     * What follows the name of a file that was rotated away: lumberjack's time in UTC, which kube-apiserver uses ({@code
     * -2026-11-22T05-40-00.000} before the extension), or logrotate's number or date after it. Both append {@code .gz} to that.
     */
    private static final Pattern LUMBERJACK = Pattern.compile("-(\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}\\.\\d{3})");

    private static final DateTimeFormatter ROTATED = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS");
    private static final String COMPRESSED = ".gz";

    private static final Pattern LOGROTATE = Pattern.compile("[.-]\\d{1,20}");

    /** As many as Linux follows ({@code MAXSYMLINKS}). */
    private static final int MOST_LINKS = 40;

    /** Where {@code live} leads: rotated files lie beside what a symbolic link points to. It need not exist. */
    static Path target(Path live) throws IOException {
        Path target = live;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(live.toString());
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    /** The files of the log whose live one is {@code live}, oldest first; without what vanishes meanwhile. */
    static List<LogFile> list(Path live) throws IOException {
        List<LogFile> files = new ArrayList<>();
        try (DirectoryStream<Path> siblings =
                Files.newDirectoryStream(live.toAbsolutePath().getParent(), path -> isRotated(path, live))) {
            for (Path sibling : siblings) {
                of(sibling).ifPresent(files::add);
            }
        } catch (NoSuchFileException _) {
            return List.of();
        }
        // Whoever compresses deletes the original last, so until then the copy may be half.
        Set<Path> paths = files.stream().map(LogFile::path).collect(Collectors.toSet());
        files.removeIf(file -> file.isCompressed() && paths.contains(file.original()));
        files.sort(Comparator.comparing(LogFile::modified).thenComparing(LogFile::path));
        Optional<LogFile> current = of(live);
        // A rename between the two looks would show one file twice.
        current.ifPresent(now -> files.removeIf(file -> file.inode() == now.inode()));
        current.ifPresent(files::add);
        return files;
    }

    static Optional<LogFile> of(Path path) throws IOException {
        try {
            // One look for all of them, or a rename in between would mix two files.
            Map<String, Object> seen = Files.readAttributes(path, "unix:ino,size,lastModifiedTime,isRegularFile");
            return get(seen, "isRegularFile", Boolean.class)
                    ? Optional.of(new LogFile(
                            path,
                            get(seen, "ino", Long.class),
                            get(seen, "size", Long.class),
                            written(
                                    path,
                                    get(seen, "lastModifiedTime", FileTime.class)
                                            .toInstant())))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    boolean isCompressed() {
        return isCompressed(path);
    }

    private static boolean isCompressed(Path path) {
        return path.getFileName().toString().endsWith(COMPRESSED);
    }

    private Path original() {
        String name = path.getFileName().toString();
        return path.resolveSibling(name.substring(0, name.length() - COMPRESSED.length()));
    }

    /** Whether it has these first bytes, once it is inflated. */
    boolean beginsAs(Fingerprint fingerprint) throws IOException {
        if (fingerprint.length() == 0) {
            return false;
        }
        try (LogBytes bytes = LogBytes.open(this)) {
            return fingerprint.matches(bytes);
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** Compressing is writing, but not of the log: lumberjack's copies are as young as that. */
    private static Instant written(Path path, Instant modified) {
        Matcher time = LUMBERJACK.matcher(path.getFileName().toString());
        return isCompressed(path) && time.find()
                ? LocalDateTime.parse(time.group(1), ROTATED).toInstant(ZoneOffset.UTC)
                : modified;
    }

    private static <T> T get(Map<String, Object> attributes, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(attributes.get(name), name));
    }

    private static boolean isRotated(Path path, Path live) {
        String liveName = live.getFileName().toString();
        String name = path.getFileName().toString();
        if (name.endsWith(COMPRESSED)) {
            name = name.substring(0, name.length() - COMPRESSED.length());
        }
        int dot = liveName.lastIndexOf('.');
        String stem = dot < 0 ? liveName : liveName.substring(0, dot);
        String extension = dot < 0 ? "" : liveName.substring(dot);
        return isBetween(name, stem, extension, LUMBERJACK) || isBetween(name, liveName, "", LOGROTATE);
    }

    private static boolean isBetween(String name, String prefix, String suffix, Pattern middle) {
        return name.length() > prefix.length() + suffix.length()
                && name.startsWith(prefix)
                && name.endsWith(suffix)
                && middle.matcher(name.substring(prefix.length(), name.length() - suffix.length()))
                        .matches();
    }
}
