package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Bootstrap;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.List;
import java.util.stream.Stream;

/*
 * full_verb_set_equivalent_to_wildcard
 *
 * Fields: the sum of rules[*] of Role and ClusterRole; of RoleBinding and ClusterRoleBinding the sum of the role with what each subject
 *         holds already by other bindings, also where the two are too large to tell
 * Refused: get, list, watch, create, update, patch and delete together on one resource, in one rule or spread over several;
 *          deletecollection adds nothing to them: who may list and delete can delete a collection one by one
 * Not counted: rules with resourceNames (they grant the verbs on those objects only), verbs "*" (wildcard_verb tells them),
 *              resources such as pods/* (they grant nothing), and beside a role those that Kubernetes ships, such as view
 */
final class FullVerbSet implements GrantRule {

    @Override
    public RuleSpec spec() {
        return RuleSpec.denying(
                "full_verb_set_equivalent_to_wildcard",
                Severity.HIGH,
                "get, list, watch, create, update, patch and delete together are verb \"*\" spelled out",
                "leave out the verbs that are not needed; one that only reads needs get, list and watch");
    }

    @Override
    public Stream<Match> in(List<PolicyRule> rules) {
        List<VerbSum.Full> full = TooLargeToJudge.isJudgeable(rules) ? VerbSum.of(rules, _ -> true) : List.of();
        return full.isEmpty() ? Stream.empty() : Stream.of(match(full));
    }

    @Override
    public Stream<Match> matches(RbacObject object, RuleContext context) {
        Stream<Match> own = GrantRule.super.matches(object, context);
        return context.cluster().equals(Cluster.UNKNOWN)
                ? own
                : Stream.concat(
                        own,
                        Holdings.of(object, context.cluster(), FullVerbSet::matters)
                                .flatMap(holding -> sum(holding, context.cluster()))
                                .limit(1));
    }

    private static boolean matters(Role role) {
        return !Bootstrap.shipsRole(role.key()) && VerbSum.isAnyIn(role.rules());
    }

    private static Stream<Match> sum(Holding holding, Cluster cluster) {
        if (!VerbSum.canBeFull(holding, cluster, FullVerbSet::matters)) {
            return Stream.empty();
        }
        int given = holding.given().size();
        List<PolicyRule> together = Stream.concat(
                        holding.given().stream(), holding.held(cluster, FullVerbSet::matters).stream())
                .toList();
        if (!TooLargeToJudge.isJudgeable(together)) {
            return Stream.of(Match.at(holding.field(), holding + ": together they are too many cases to judge"));
        }
        List<VerbSum.Full> full = VerbSum.of(
                together,
                it -> it.needsMoreThan(part -> part.index() < given)
                        && it.needsMoreThan(part -> part.index() >= given));
        return full.isEmpty()
                ? Stream.empty()
                : Stream.of(Match.at(holding.field(), holding + ": together they " + grant(full)));
    }

    private static Match match(List<VerbSum.Full> full) {
        return Match.at(
                Shown.of(full.getFirst().parts().stream()
                        .map(part -> "rules[" + part.index() + "].verbs")
                        .toList()),
                "its rules together " + grant(full));
    }

    private static String grant(List<VerbSum.Full> full) {
        return "grant " + String.join(", ", Verbs.FULL) + " on " + Shown.of(full) + ", which is verb \"*\" spelled out";
    }
}
