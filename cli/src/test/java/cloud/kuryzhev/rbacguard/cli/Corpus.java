package cloud.kuryzhev.rbacguard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code make corpus}: scans every file of a folder, and generates from it; ends with 1 where anything failed that is not bad input. */
final class Corpus {

    private Corpus() {}

    public static void main(String... arguments) throws IOException {
        List<Path> files;
        try (Stream<Path> below = Files.walk(Path.of(arguments[0]))) {
            files = below.filter(Files::isRegularFile).sorted().toList();
        }
        long failed = files.stream().filter(Corpus::fails).count();
        System.out.println(files.size() + " files scanned and generated from, " + failed + " failures");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static boolean fails(Path file) {
        return Stream.of(
                                Run.of("scan", "--format", "sarif", file.toString()),
                                Run.of("generate", "--all", "--include-denied", "-f", file.toString()))
                        .filter(run -> run.err().contains("rbac-guard: failed")
                                || (run.code() != 0 && run.err().isBlank()))
                        .peek(run -> System.out.println(file + ": " + run.err()))
                        .count()
                > 0;
    }
}
