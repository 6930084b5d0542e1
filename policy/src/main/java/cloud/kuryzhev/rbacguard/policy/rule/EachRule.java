package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A rule that looks at each rule of a role by itself. */
abstract class EachRule implements GrantRule {

    private final RuleSpec spec;

    EachRule(RuleSpec spec) {
        this.spec = spec;
    }

    @Override
    public final RuleSpec spec() {
        return spec;
    }

    @Override
    public final Stream<Match> in(List<PolicyRule> rules) {
        return IntStream.range(0, rules.size()).boxed().flatMap(i -> match("rules[" + i + "]", rules.get(i)).stream());
    }

    /** What is wrong with {@code rule}, which stands in {@code field}. */
    abstract Optional<Match> match(String field, PolicyRule rule);
}
