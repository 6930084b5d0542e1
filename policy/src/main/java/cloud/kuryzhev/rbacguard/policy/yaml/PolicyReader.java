package cloud.kuryzhev.rbacguard.policy.yaml;

import cloud.kuryzhev.rbacguard.policy.CustomRule;
import cloud.kuryzhev.rbacguard.policy.Mode;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyReading;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Unusable;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Usable;
import cloud.kuryzhev.rbacguard.policy.ReviewSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads {@code policy.yaml}: a YAML 1.2 mapping, at most 1 MiB long, that {@code docs/policy.md} describes key by key.
 *
 * <p>A key that is absent keeps its default, an empty list says "none", and an unknown key is a problem: a misspelt one would
 * otherwise switch a rule off without a word.
 */
public final class PolicyReader {

    private static final String MODE = "mode";
    private static final String SUBJECTS = "forbidden_subjects";
    private static final String ROLES = "forbidden_roles";
    private static final String NAMESPACES = "restricted_namespaces";
    private static final String RULES = "rules";
    private static final String EXEMPTIONS = "exemptions";
    private static final String REVIEW = "review";
    private static final String PROTECTED = "protected";
    private static final String CUSTOM = "custom";
    private static final List<String> KEYS =
            List.of(MODE, SUBJECTS, ROLES, NAMESPACES, RULES, EXEMPTIONS, REVIEW, PROTECTED, CUSTOM);

    private final Problems problems = new Problems();
    private final Instant now;

    private PolicyReader(Instant now) {
        this.now = now;
    }

    /** The same for a reader who does not ask what has expired. */
    public static PolicyReading read(String yaml) {
        return read(yaml, Instant.MIN);
    }

    /**
     * The policy that {@code yaml} says, or what is wrong with it, the first 20 problems; never an exception.
     *
     * @param now by which exemptions have expired, which is noted
     */
    public static PolicyReading read(String yaml, Instant now) {
        return new PolicyReader(now).reading(yaml);
    }

    private PolicyReading reading(String yaml) {
        Policy policy = new YamlText(yaml, problems)
                .root()
                .filter(root -> !root.getTag().equals(Tag.NULL))
                .map(root -> policy(root, yaml))
                .orElse(Policy.DEFAULT);
        return problems.problems().isEmpty() ? new Usable(policy, problems.notes()) : new Unusable(problems.problems());
    }

    private Policy policy(Node root, String yaml) {
        Fields fields = Fields.of(root, "a policy", KEYS, problems);
        List<CustomRule> custom = fields.get(CUSTOM)
                .map(it -> new CustomRuleReader(yaml, problems).read(it))
                .orElse(List.of());
        return Policy.of(
                        names(fields, SUBJECTS, "\"system:anonymous\"", Policy.DEFAULT.forbiddenSubjects()),
                        names(fields, ROLES, "cluster-admin", Policy.DEFAULT.forbiddenRoles()),
                        names(fields, NAMESPACES, "production", Policy.DEFAULT.restrictedNamespaces()))
                .withActions(fields.get(RULES)
                        .map(it -> new RuleActions(problems).read(it))
                        .orElse(Map.of()))
                .withCustomRules(custom)
                .withExemptions(fields.get(EXEMPTIONS)
                        .map(it -> new ExemptionReader(problems, known(custom), now).read(it))
                        .orElse(List.of()))
                .withReview(fields.get(REVIEW)
                        .map(it -> ReviewReader.read(it, problems))
                        .orElse(ReviewSettings.DEFAULT))
                .in(fields.get(MODE)
                        .flatMap(it -> new Values(problems).oneOf(MODE, it, Mode.values()))
                        .orElse(Mode.ENFORCE))
                .withProtected(fields.get(PROTECTED)
                        .map(it -> new ProtectionReader(problems).read(it))
                        .orElse(List.of()));
    }

    private Set<String> names(Fields fields, String key, String example, Set<String> otherwise) {
        return fields.get(key)
                .map(it -> new Values(problems).names(key, it, example))
                .orElse(otherwise);
    }

    private static KnownRules known(List<CustomRule> custom) {
        return new KnownRules(custom.stream().map(CustomRule::id).toList());
    }
}
