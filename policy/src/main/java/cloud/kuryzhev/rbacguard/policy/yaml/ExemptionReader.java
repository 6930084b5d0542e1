package cloud.kuryzhev.rbacguard.policy.yaml;

import cloud.kuryzhev.rbacguard.policy.Exemption;
import cloud.kuryzhev.rbacguard.policy.Identities;
import cloud.kuryzhev.rbacguard.policy.ObjectPattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code exemptions}. */
final class ExemptionReader {

    private static final String KEY = "exemptions";
    private static final String REQUESTER = "requester";
    private static final String OBJECTS = "objects";
    private static final String SUBJECTS = "subjects";
    private static final String RULES = "rules";
    private static final String UNTIL = "until";
    private static final String REASON = "reason";
    private static final String OWNER = "owner";
    private static final List<String> KEYS = List.of(REQUESTER, OBJECTS, SUBJECTS, RULES, UNTIL, REASON, OWNER);
    private static final int MOST = 500;

    private final Problems problems;
    private final Values values;
    private final KnownRules known;
    private final Instant now;

    ExemptionReader(Problems problems, KnownRules known, Instant now) {
        this.problems = problems;
        this.values = new Values(problems);
        this.known = known;
        this.now = now;
    }

    List<Exemption> read(Node value) {
        return values.items(KEY, value, MOST).stream().map(this::exemption).toList();
    }

    private Exemption exemption(Node item) {
        Fields fields = Fields.of(item, "an exemption", KEYS, problems);
        Optional<Identities> requester = fields.get(REQUESTER).map(it -> values.identities(REQUESTER, it));
        List<ObjectPattern> objects = fields.get(OBJECTS).map(this::objects).orElse(List.of());
        Set<String> subjects = fields.get(SUBJECTS)
                .map(it -> values.names(SUBJECTS, it, "system:serviceaccount:ci:deployer"))
                .orElse(Set.of());
        if (fields.lack(REQUESTER, OBJECTS, SUBJECTS)) {
            problems.add(item, "an exemption for everybody and everything: it needs a requester, objects or subjects");
        }
        fields.get(OBJECTS).ifPresent(it -> checkNotEmpty(OBJECTS, it));
        fields.get(SUBJECTS).ifPresent(it -> checkNotEmpty(SUBJECTS, it));
        return new Exemption(
                requester,
                objects,
                new TreeSet<>(subjects),
                new TreeSet<>(fields.require(RULES).map(this::rules).orElse(Set.of())),
                fields.require(UNTIL).flatMap(this::until).orElse(Instant.MIN),
                fields.require(REASON).flatMap(it -> values.text(REASON, it)).orElse(""),
                fields.require(OWNER).flatMap(it -> values.text(OWNER, it)).orElse(""));
    }

    private List<ObjectPattern> objects(Node value) {
        var reader = new ObjectPatternReader(problems);
        return values.items(OBJECTS, value, MOST).stream()
                .flatMap(item -> reader.read(item).stream())
                .toList();
    }

    private Set<String> rules(Node value) {
        checkNotEmpty(RULES, value);
        if (value instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::checkRule);
        }
        return values.names(RULES, value, "secret_read");
    }

    /** "None" would be read as "any" by one person and as "never" by the next. */
    private void checkNotEmpty(String key, Node value) {
        if (value instanceof SequenceNode sequence && sequence.getValue().isEmpty()) {
            problems.add(value, "\"" + key + "\" is empty: name at least one, or take it out");
        }
    }

    /** An id may go on behind a colon: {@code forbidden_role_ref:cluster-admin}. */
    private void checkRule(Node item) {
        Values.string(item)
                .map(rule -> rule.split(":", 2)[0])
                .filter(id -> !known.contain(id))
                .ifPresent(id -> problems.add(item, known.unknown(id)));
    }

    private Optional<Instant> until(Node value) {
        Optional<Instant> until = values.end(UNTIL, value);
        until.filter(end -> !end.isAfter(now))
                .ifPresent(end ->
                        problems.note(value, "this exemption has expired and does nothing: renew it or take it out"));
        return until;
    }
}
