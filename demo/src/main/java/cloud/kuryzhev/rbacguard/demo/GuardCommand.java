package cloud.kuryzhev.rbacguard.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code rbac-guard} command, run as whoever the kubeconfig is of. */
final class GuardCommand {

    private static final String JAR =
            ProjectRoot.find().resolve("cli/target/rbac-guard.jar").toString();

    private final Path kubeconfig;
    private final Narrator narrator;

    GuardCommand(Path kubeconfig, Narrator narrator) {
        this.kubeconfig = kubeconfig;
        this.narrator = narrator;
    }

    /** Runs it and shows what it says; differs unless it exits 0. */
    String succeeds(String... arguments) throws InterruptedException {
        narrator.command("./rbac-guard " + Shell.quoted(List.of(arguments)));
        var command = new ArrayList<>(List.of(Java.COMMAND, "-jar", JAR));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("KUBECONFIG", kubeconfig.toString());
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            narrator.outcome(output);
            if (process.waitFor() != 0) {
                throw new StoryDiffers("expected success, got exit code " + process.exitValue());
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + Java.COMMAND, e);
        }
    }
}
