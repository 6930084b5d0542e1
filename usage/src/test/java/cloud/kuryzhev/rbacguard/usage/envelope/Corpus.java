package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.envelope.ReadOutcome.Complete;
import cloud.kuryzhev.rbacguard.usage.envelope.ReadOutcome.SeveralClusters;
import cloud.kuryzhev.rbacguard.usage.store.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code make corpus}: what became of every record of every audit file in a folder; ends with 1 where one is unaccounted for. */
final class Corpus {

    private static final String ROW = "%-10s %8s %8s %8s  %-40s %-40s %s%n";

    private Corpus() {}

    public static void main(String... arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        if (!Files.isDirectory(folder)) {
            System.err.println("rbac-guard: " + folder + " is no folder: make corpus CORPUS=<folder of audit files>");
            System.exit(2);
        }
        System.out.printf(ROW, "FORMAT", "EVENTS", "USED", "DENIED", "SKIPPED", "MALFORMED", "FILE");
        boolean accounted = true;
        long records = 0;
        for (Path file : files(folder)) {
            FileReport report = read(file);
            accounted &= report.isAccounted();
            records += report.records();
            print(report, folder.relativize(file));
        }
        System.out.println(records + (accounted ? " events, all accounted for" : " events, some NOT accounted for"));
        System.exit(accounted ? 0 : 1);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            return below.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** One by one, since a corpus is of many clusters. */
    private static FileReport read(Path file) throws IOException {
        ReadOutcome outcome = new AuditFiles(Clock.systemUTC()).read(List.of(file), new Batch()::add);
        return switch (outcome) {
            case Complete complete -> complete.files().getFirst();
            case SeveralClusters several -> throw new IOException(several.message());
        };
    }

    private static void print(FileReport report, Path file) {
        if (report.format() == Format.NONE) {
            System.out.printf(ROW, "-", "", "", "", "no audit file", "", file);
            return;
        }
        SortedMap<String, Long> lines = report.lines();
        System.out.printf(
                ROW,
                report.format().name().toLowerCase(Locale.ROOT) + (report.compressed() ? "+gzip" : ""),
                report.records(),
                lines.getOrDefault("used", 0L),
                lines.getOrDefault("denied", 0L),
                reasons(lines, "skipped:"),
                reasons(lines, "malformed:"),
                file);
    }

    private static String reasons(SortedMap<String, Long> lines, String result) {
        return lines.entrySet().stream()
                .filter(line -> line.getKey().startsWith(result))
                .map(line -> line.getKey().substring(result.length()) + " " + line.getValue())
                .collect(Collectors.joining(", "));
    }
}
