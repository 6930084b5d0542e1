package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A rule that looks at each rule of a role by itself. */
abstract class EachRule implements Rule {

    private final RuleSpec spec;

    EachRule(RuleSpec spec) {
        this.spec = spec;
    }

    @Override
    public final RuleSpec spec() {
        return spec;
    }

    @Override
    public final Stream<Match> matches(RbacObject object, RuleContext context) {
        return object instanceof Role role
                ? IntStream.range(0, role.rules().size())
                        .boxed()
                        .flatMap(i -> match("rules[" + i + "]", role.rules().get(i)).stream())
                : Stream.empty();
    }

    /** What is wrong with {@code rule}, which stands in {@code field}. */
    abstract Optional<Match> match(String field, PolicyRule rule);
}
