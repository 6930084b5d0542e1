package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.List;
import java.util.stream.Stream;

/** One way to hand out too much, and how to see it in an object. */
@FunctionalInterface
public interface Rule {

    /** Every rule, in the order in which findings are told. */
    List<Rule> CATALOGUE = List.of(
            new ForbiddenSubject(),
            new ForbiddenRoleRef(),
            new WildcardVerb(),
            new FullVerbSet(),
            new TooLargeToJudge());

    /** What breaks this rule in {@code object}, in the object's own order. */
    Stream<Finding> findings(RbacObject object, Policy policy);
}
