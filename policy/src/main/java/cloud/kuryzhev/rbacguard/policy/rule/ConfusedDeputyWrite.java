package cloud.kuryzhev.rbacguard.policy.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/*
 * confused_deputy_write
 *
 * Fields: rules[*] of Role and ClusterRole
 * Looks for: create, update, patch on custom resources whose controller acts on them with more power than their writer has, as listed in
 *            confused-deputies.tsv: an API group, its resources, and what the controller does
 */
final class ConfusedDeputyWrite extends EachRule implements GroupBound {

    private static final List<String> VERBS = List.of("create", "update", "patch");

    /** Who can be misled, and to what. */
    private record Deputy(Access access, String acts) {
        @Override
        public String toString() {
            return access.toString();
        }
    }

    private static final List<Deputy> DEPUTIES = read();
    private static final Dangers DANGERS =
            Dangers.of(DEPUTIES.stream().map(Deputy::access).toList());

    ConfusedDeputyWrite() {
        super(
                RuleSpec.telling(
                        "confused_deputy_write",
                        Severity.HIGH,
                        "the controller of the resource acts with more power than whoever writes it, and does what it is told",
                        "let a pipeline with a reviewed identity write them, or confine the controller to a service account for each team"));
    }

    /** What it looks for, each sufficient by itself. */
    static List<Access> dangers() {
        return DANGERS.all();
    }

    @Override
    public boolean looksInto(String apiGroup) {
        return DANGERS.areIn(apiGroup);
    }

    @Override
    Optional<Match> match(String field, PolicyRule rule) {
        if (DANGERS.grantedBy(rule).isEmpty()) {
            return Optional.empty();
        }
        List<Deputy> misled =
                DEPUTIES.stream().filter(it -> it.access().isGrantedBy(rule)).toList();
        return Optional.of(new Match(
                "",
                field,
                "it grants " + Shown.of(rule.verbs()) + " on " + Shown.of(misled) + ": "
                        + misled.getFirst().acts(),
                !rule.resourceNames().isEmpty()));
    }

    private static List<Deputy> read() {
        String name = "confused-deputies.tsv";
        try (InputStream in = Objects.requireNonNull(ConfusedDeputyWrite.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .flatMap(row -> Stream.of(row[1].split(",", -1))
                            .map(resource -> new Deputy(new Access(VERBS, row[0], resource), row[2])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
