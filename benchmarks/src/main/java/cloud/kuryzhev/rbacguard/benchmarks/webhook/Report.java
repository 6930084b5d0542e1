package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is shown, and written as {@code webhook.json} and {@code webhook.svg}. */
record Report(Map<String, Measured> measured, Life life, List<Bars.Bar> bars) {

    /** As Markdown. */
    String text() {
        return "| | p50 ms | p90 | p99 | max | 1 client, 1/s | 16 clients, 1/s | p50 over none |\n|---|---|---|---|---|---|---|---|\n"
                + measured.values().stream().map(this::row).collect(joining())
                + String.format(
                        Locale.ROOT,
                        "%nready after %.0f ms, first request %.1f ms, resident %.0f MB when ready and %.0f MB after %d requests%n%n",
                        life.readyMillis(),
                        life.firstRequestMillis(),
                        life.residentAtStart(),
                        life.residentAtEnd(),
                        life.requests())
                + bars.stream().map(bar -> bar + "\n").collect(joining());
    }

    private String row(Measured its) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.2f | %.0f | %.0f | %+.2f |%n",
                its.name(),
                its.median(Measured.Round::p50),
                its.median(Measured.Round::p90),
                its.median(Measured.Round::p99),
                its.median(Measured.Round::max),
                its.median(Measured.Round::perSecond1),
                its.median(Measured.Round::perSecond16),
                its.median(Measured.Round::p50)
                        - java.util.Objects.requireNonNull(measured.get(SideBySide.NOBODY))
                                .median(Measured.Round::p50));
    }

    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(folder.resolve("webhook.json").toFile(), this);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
        Collection<Measured> all = measured.values();
        Chart.write(all, folder.resolve("webhook.svg"));
    }
}
