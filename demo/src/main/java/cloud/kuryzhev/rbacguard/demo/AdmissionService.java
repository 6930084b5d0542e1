package cloud.kuryzhev.rbacguard.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * How the admission service is started: as it is shipped, with its AOT cache, if {@code make service} laid that out after the jar was
 * built; otherwise from the jar, which takes seconds longer.
 *
 * @param target where the module was built
 */
record AdmissionService(Path target) {

    List<String> command() {
        Path cache = target.resolve(Path.of("app", "admission.aot"));
        Path jar = target.resolve("admission-exec.jar");
        return Files.exists(cache) && !isNewer(jar, cache)
                ? List.of(
                        Java.COMMAND,
                        "@" + cache.resolveSibling("jvm.options"),
                        "-XX:AOTCache=" + cache,
                        "-jar",
                        cache.resolveSibling("admission.jar").toString())
                : List.of(Java.COMMAND, "-jar", jar.toString());
    }

    private static boolean isNewer(Path jar, Path cache) {
        try {
            return Files.exists(jar) && written(jar).compareTo(written(cache)) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell when " + jar + " was built", e);
        }
    }

    /** By the time of its inode: a reproducible jar is always of the same day by its own. */
    private static FileTime written(Path file) throws IOException {
        return (FileTime) Files.getAttribute(file, "unix:ctime");
    }
}
