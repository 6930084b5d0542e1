package cloud.kuryzhev.rbacguard.cli;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyReading;
import cloud.kuryzhev.rbacguard.policy.yaml.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** {@code --policy}. */
public final class PolicyOption {

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy.yaml to judge by; by default the one that is built in.")
    private Optional<Path> file = Optional.empty();

    /**
     * The policy to judge by.
     *
     * @throws UnusableInput if the file cannot be used
     */
    public Policy policy() {
        return file.map(PolicyOption::read).orElse(Policy.DEFAULT);
    }

    private static Policy read(Path file) {
        try {
            return switch (PolicyReader.read(Files.readString(file), Instant.now())) {
                case PolicyReading.Usable usable -> usable.policy();
                case PolicyReading.Unusable unusable ->
                    throw new UnusableInput(unusable.problems().stream()
                            .map(it -> "%s:%d:%d: %s".formatted(file, it.line(), it.column(), it.message()))
                            .collect(Collectors.joining("\nrbac-guard: ")));
            };
        } catch (IOException e) {
            throw new UnusableInput("policy " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
