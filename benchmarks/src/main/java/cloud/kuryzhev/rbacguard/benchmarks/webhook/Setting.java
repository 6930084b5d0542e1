package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;

/** Where and when was measured. */
record Setting(LocalDate date, String commit, int cores, String processor, String java) {

    static Setting here(Clock clock) throws IOException, InterruptedException {
        return new Setting(
                LocalDate.now(clock),
                described(),
                Runtime.getRuntime().availableProcessors(),
                model(),
                Runtime.version().toString());
    }

    /** With a {@code +} if the tree differs from it; empty outside of a checkout. */
    private static String described() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty=+", "--exclude=*")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return git.waitFor() == 0 ? commit : "";
    }

    private static String model() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return System.getProperty("os.arch");
        }
        try (var lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst(".*:\\s*", ""))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    @Override
    public String toString() {
        return "%s, commit %s, %d cores (%s), JDK %s".formatted(date, commit, cores, processor, java);
    }
}
