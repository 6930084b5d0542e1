package cloud.kuryzhev.rbacguard.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The real kubectl, as one user; it never reads the configuration or the cache of whoever runs it.
 *
 * @param home its home directory
 */
public record Kubectl(Path binary, Path kubeconfig, Path home) {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** What one run came to. */
    public record Result(int exitCode, String stdout, String stderr) {

        /** Whether the exit code is 0. */
        public boolean succeeded() {
            return exitCode == 0;
        }
    }

    /** Runs it with nothing to read, for at most three minutes. */
    public Result run(String... arguments) throws InterruptedException {
        return runWith("", arguments);
    }

    /** Runs it with {@code stdin} to read (as for {@code apply -f -}), for at most three minutes. */
    public Result runWith(String stdin, String... arguments) throws InterruptedException {
        return run(command(arguments), stdin);
    }

    /** {@code kubectl edit}, where {@code editor} is the command that gets the file's name as its last argument. */
    public Result edit(String editor, String... arguments) throws InterruptedException {
        ProcessBuilder command = command(arguments);
        command.command().add(1, "edit");
        command.environment().put("KUBE_EDITOR", editor);
        return run(command, "");
    }

    private Result run(ProcessBuilder command, String stdin) throws InterruptedException {
        try {
            Path directory = Files.createTempDirectory(home, "run");
            Path in = Files.writeString(directory.resolve("stdin"), stdin);
            Path out = directory.resolve("stdout");
            Path err = directory.resolve("stderr");
            Process process = command.redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + binary, e);
        }
    }

    private ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("KUBECACHEDIR", home.resolve("cache").toString());
        builder.environment().put("KUBERC", "off");
        return builder;
    }
}
