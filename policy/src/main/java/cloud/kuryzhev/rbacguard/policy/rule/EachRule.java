package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A rule that looks at each rule of a role by itself. */
public abstract class EachRule implements GrantRule {

    /** Forty rules ask for the same few, mostly in vain. */
    private static final List<String> FIELDS =
            IntStream.range(0, 100).mapToObj(i -> "rules[" + i + "]").toList();

    private final RuleSpec spec;

    EachRule(RuleSpec spec) {
        this.spec = spec;
    }

    @Override
    public final RuleSpec spec() {
        return spec;
    }

    /** Where {@code rules}, which stand in one role, break this rule, in their order. */
    @Override
    public final Stream<Match> in(List<PolicyRule> rules) {
        List<Match> matches = List.of();
        for (int i = 0; i < rules.size(); i++) {
            Optional<Match> match = match(field(i), rules.get(i));
            if (match.isPresent()) {
                matches = matches.isEmpty() ? new ArrayList<>() : matches;
                matches.add(match.get());
            }
        }
        return matches.stream();
    }

    private static String field(int index) {
        return index < FIELDS.size() ? FIELDS.get(index) : "rules[" + index + "]";
    }

    /** What is wrong with {@code rule}, which stands in {@code field}. */
    abstract Optional<Match> match(String field, PolicyRule rule);
}
