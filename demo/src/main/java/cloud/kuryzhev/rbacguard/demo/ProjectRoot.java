package cloud.kuryzhev.rbacguard.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The checkout that the demo runs from: the working directory or one above it. */
final class ProjectRoot {

    private ProjectRoot() {}

    static Path find() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isRegularFile(folder.resolve("chart/Chart.yaml")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("run the demo from the project's folder: make demo"));
    }
}
