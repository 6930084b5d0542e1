package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What is shown, and written as {@code webhook.md}, {@code webhook.json} and {@code webhook.svg}. */
record Report(Setting setting, Map<String, Measured> measured, Life life, List<Bars.Bar> bars) {

    /** As Markdown. */
    String text() {
        return "## Webhooks, " + setting + "\n\n"
                + "| | p50 ms | p90 | p99 | max | 1 client, 1/s | 16 clients, 1/s | p50 over none | ratio to the no-op's, by round |\n"
                + "|---|---|---|---|---|---|---|---|---|\n"
                + measured.values().stream().map(this::row).collect(joining())
                + String.format(
                        Locale.ROOT,
                        "%nReady after %.0f ms, first request %.1f ms, resident %.0f MB when ready and %.0f MB after %d requests.%n%n",
                        life.readyMillis(),
                        life.firstRequestMillis(),
                        life.residentAtStart(),
                        life.residentAtEnd(),
                        life.requests())
                + "| bar | was | at most | |\n|---|---|---|---|\n"
                + bars.stream().map(bar -> bar + "\n").collect(joining());
    }

    private String row(Measured its) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.2f | %.0f | %.0f | %+.2f | %s |%n",
                its.name(),
                its.median(Measured.Round::p50),
                its.median(Measured.Round::p90),
                its.median(Measured.Round::p99),
                its.median(Measured.Round::max),
                its.median(Measured.Round::perSecond1),
                its.median(Measured.Round::perSecond16),
                its.median(Measured.Round::p50) - named(SideBySide.NOBODY).median(Measured.Round::p50),
                ratios(its));
    }

    private String ratios(Measured its) {
        return its.overheadRatios(named(SideBySide.NOOP), named(SideBySide.NOBODY), Measured.Round::p50).stream()
                .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                .collect(joining(" "));
    }

    private Measured named(String name) {
        return Objects.requireNonNull(measured.get(name), name);
    }

    void write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("webhook.md"), text());
            JsonMapper.builder()
                    .findAndAddModules()
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
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
