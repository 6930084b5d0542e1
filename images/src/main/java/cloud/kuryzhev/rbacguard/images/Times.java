package cloud.kuryzhev.rbacguard.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The one time that everything in an image is of. */
final class Times {

    /** As {@code project.build.outputTimestamp}. */
    static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    private Times() {}

    /** Gives it to all below {@code folder}: an AOT cache is used only with the jars, by size and time, that it was trained with. */
    static void set(Path folder) throws IOException {
        for (Path file : below(folder)) {
            if (!Files.isSymbolicLink(file)) {
                Files.setLastModifiedTime(file, FileTime.from(BUILT));
            }
        }
    }

    /** All of them, in the same order everywhere. */
    static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(it -> !it.equals(folder))
                    .filter(it -> Files.exists(it, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }
}
