package cloud.kuryzhev.rbacguard.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of one control plane, in a directory that only its owner may enter. */
record Layout(Path directory) {

    /** In a new temporary directory. */
    static Layout create() {
        try {
            return new Layout(Files.createTempDirectory("rbac-guard-testbed-"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary directory", e);
        }
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    Path folder(String name) {
        try {
            return Files.createDirectories(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + file(name), e);
        }
    }

    Path write(String name, String content) {
        try {
            return Files.writeString(file(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file(name), e);
        }
    }

    /** Removes the directory with all that is in it. */
    void delete() {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }
}
