package cloud.kuryzhev.rbacguard.cli.generate;

import cloud.kuryzhev.rbacguard.cli.Progress;
import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.cli.manifest.Problem;
import cloud.kuryzhev.rbacguard.policy.usage.Observation;
import cloud.kuryzhev.rbacguard.usage.envelope.AuditFiles;
import cloud.kuryzhev.rbacguard.usage.envelope.FileReport;
import cloud.kuryzhev.rbacguard.usage.envelope.Format;
import cloud.kuryzhev.rbacguard.usage.envelope.ReadOutcome;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.Meaning;
import cloud.kuryzhev.rbacguard.usage.event.Observations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads audit files of any format, and says what in them could not be used. */
final class AuditReading {

    private static final String EVENT = "event";
    private static final String OTHER = "other";

    private final Consumer<Observation> sink;
    private final Progress progress;

    /** @param sink for any thread */
    AuditReading(Consumer<Observation> sink, Progress progress) {
        this.sink = sink;
        this.progress = progress;
    }

    /** @throws UnusableInput if nothing of it can be kept */
    List<Problem> read(List<Path> paths) {
        List<Problem> absent = paths.stream()
                .filter(path -> !Files.isReadable(path))
                .map(path -> Problem.of(path.toString(), "does not exist, or may not be read"))
                .toList();
        try {
            List<Path> present = paths.stream().filter(Files::isReadable).toList();
            return switch (new AuditFiles(Clock.systemUTC())
                    .parallel()
                    .telling(progress::at)
                    .read(present, this::line)) {
                case ReadOutcome.Complete complete ->
                    Stream.concat(absent.stream(), complete.files().stream().flatMap(AuditReading::problem))
                            .toList();
                case ReadOutcome.SeveralClusters several -> throw new UnusableInput(several.message());
            };
        } catch (IOException e) {
            throw new UnusableInput("the audit log cannot be read: " + e.getMessage(), e);
        } finally {
            progress.done();
        }
    }

    private String line(AuditLine line) {
        return switch (line) {
            case AuditLine.Event(var event) -> {
                if (Observations.of(event) instanceof Meaning.Observed observed) {
                    observed.observations().forEach(sink);
                }
                yield EVENT;
            }
            case AuditLine.Malformed(AuditLine.Reason reason) -> UnreadRecords.COUNT + reason;
            case AuditLine.Blank _, AuditLine.Foreign _ -> OTHER;
        };
    }

    private static Stream<Problem> problem(FileReport file) {
        if (file.format() == Format.NONE) {
            return Stream.of(Problem.of(shown(file.path()), "is no audit log: it holds no JSON object"));
        }
        if (!file.lines().containsKey(EVENT) && !file.lines().containsKey(OTHER)) {
            return Stream.of(Problem.of(
                    shown(file.path()),
                    "is no audit log: none of its " + file.records() + " records is an audit event"));
        }
        return UnreadRecords.of(file, shown(file.path()));
    }

    /** As the user would name it. */
    private static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return (file.startsWith(here) ? here.relativize(file) : file).toString();
    }
}
