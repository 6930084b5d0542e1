package cloud.kuryzhev.rbacguard.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program of the build machine. */
final class Tool {

    private Tool() {}

    /**
     * What it prints.
     *
     * @throws IllegalStateException with its output, if it fails
     */
    static String run(List<String> command) throws IOException, InterruptedException {
        return run(command, Path.of("."));
    }

    /** The same, in {@code directory}. */
    static String run(List<String> command, Path directory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command.getFirst() + " failed: " + output);
        }
        return output;
    }
}
