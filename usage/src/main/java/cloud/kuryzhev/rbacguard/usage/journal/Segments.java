package cloud.kuryzhev.rbacguard.usage.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a journal, each named for the position of its first byte. For any thread. */
final class Segments {

    private static final String SUFFIX = ".journal";
    private static final Pattern NAME = Pattern.compile("\\d{19}\\.journal");

    private final Path directory;
    private final NavigableSet<Long> bases = new ConcurrentSkipListSet<>();

    private Segments(Path directory) {
        this.directory = directory;
    }

    static Segments in(Path directory) throws IOException {
        Segments segments = new Segments(Files.createDirectories(directory));
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .forEach(name ->
                            segments.bases.add(Long.parseLong(name.substring(0, name.length() - SUFFIX.length()))));
        }
        return segments;
    }

    /** Where the segments begin, in order. */
    NavigableSet<Long> bases() {
        return bases;
    }

    /** Where the segment begins that has {@code position}. */
    Optional<Long> holding(long position) {
        return Optional.ofNullable(bases.floor(position));
    }

    /** Where the segment after the one at {@code base} begins. */
    Optional<Long> after(long base) {
        return Optional.ofNullable(bases.higher(base));
    }

    Path file(long base) {
        return directory.resolve("%019d%s".formatted(base, SUFFIX));
    }

    /** A new and empty one, written to by nobody else. */
    FileChannel create(long base) throws IOException {
        FileChannel file = FileChannel.open(
                file(base), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try (FileChannel entries = FileChannel.open(directory)) {
            entries.force(true); // else the file's name may be gone after a power cut
        }
        bases.add(base);
        return file;
    }

    void delete(long base) throws IOException {
        Files.deleteIfExists(file(base));
        bases.remove(base);
    }
}
