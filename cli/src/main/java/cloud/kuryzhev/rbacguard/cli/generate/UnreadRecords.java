package cloud.kuryzhev.rbacguard.cli.generate;

import static java.util.stream.Collectors.joining;

import cloud.kuryzhev.rbacguard.cli.manifest.Location;
import cloud.kuryzhev.rbacguard.cli.manifest.Problem;
import cloud.kuryzhev.rbacguard.usage.envelope.AuditFiles;
import cloud.kuryzhev.rbacguard.usage.envelope.FileReport;
import cloud.kuryzhev.rbacguard.usage.envelope.UnreadRecord;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which records of a file are no audit events: the first ones with their places, of the rest how many. */
final class UnreadRecords {

    /** How the count of those begins that could not be read; the reason follows. */
    static final String COUNT = "malformed:";

    private UnreadRecords() {}

    /** @param shown the file as the user would name it */
    static Stream<Problem> of(FileReport file, String shown) {
        SortedMap<Reason, Long> rest = new TreeMap<>();
        file.lines().forEach((result, count) -> {
            if (result.startsWith(COUNT)) {
                rest.put(Reason.valueOf(result.substring(COUNT.length())), count);
            }
        });
        file.unread().forEach(it -> rest.merge(it.reason(), -1L, Long::sum));
        rest.values().removeIf(count -> count == 0);
        Stream<Problem> named = file.unread().stream().map(it -> problem(it, shown));
        return rest.isEmpty() ? named : Stream.concat(named, Stream.of(sum(rest, file, shown)));
    }

    private static Problem problem(UnreadRecord it, String shown) {
        return new Problem(
                new Location(shown, bounded(it.line()), bounded(it.column())),
                "record " + it.number() + " " + why(it.reason()));
    }

    private static Problem sum(SortedMap<Reason, Long> rest, FileReport file, String shown) {
        long all = rest.values().stream().mapToLong(Long::longValue).sum();
        return Problem.of(
                shown,
                all + " more of its " + file.records() + " records are no audit events: "
                        + rest.entrySet().stream()
                                .map(it -> it.getValue() + " "
                                        + it.getKey()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', ' '))
                                .collect(joining(", ")));
    }

    private static String why(Reason reason) {
        return switch (reason) {
            case NOT_JSON -> "is not JSON";
            case NOT_AN_EVENT -> "is no audit event";
            case MISSING_FIELD -> "has no stage, user, verb or time, or one of another type";
            case BAD_TIME -> "has a time that is not RFC 3339";
            case FIELD_TOO_LONG -> "has a name, path or user longer than " + AuditLineReader.MAX_TEXT + " characters";
            case LINE_TOO_LONG -> "is longer than " + (AuditFiles.MAX_RECORD_BYTES >> 20) + " MiB";
            case CUT_OFF -> "ends in its middle";
            case NOT_DECODABLE -> "is not the base64 or gzip that it should be";
            case IMPLAUSIBLE_TIME -> "has a time far in the future, or before Kubernetes";
        };
    }

    private static int bounded(long place) {
        return (int) Math.min(place, Integer.MAX_VALUE);
    }
}
