package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/*
 * full_verb_set_equivalent_to_wildcard
 *
 * Fields: the sum of rules[*] of Role and ClusterRole
 * Refused: get, list, watch, create, update, patch and delete together on one resource, in one rule or spread over several;
 *          deletecollection adds nothing to them: who may list and delete can delete a collection one by one
 * Not counted: rules with resourceNames (they grant the verbs on those objects only) and verbs "*" (wildcard_verb tells them)
 */
final class FullVerbSet implements Rule {

    private static final Set<String> FULL = Set.of("get", "list", "watch", "create", "update", "patch", "delete");
    private static final int SHOWN = 5;

    private record Target(String apiGroup, String resource) {
        @Override
        public String toString() {
            return apiGroup.isEmpty() ? resource : resource + "." + apiGroup;
        }
    }

    @Override
    public Stream<Finding> findings(RbacObject object, Policy policy) {
        if (!(object instanceof Role role) || !TooLargeToJudge.isJudgeable(role)) {
            return Stream.empty();
        }
        List<Integer> counted = IntStream.range(0, role.rules().size())
                .filter(i -> role.rules().get(i).resourceNames().isEmpty())
                .boxed()
                .toList();
        List<Target> full = targets(role.rules())
                .filter(target -> hasFullSet(role.rules(), counted, target))
                .toList();
        return full.isEmpty() ? Stream.empty() : Stream.of(finding(role, counted, full));
    }

    private static Stream<Target> targets(List<PolicyRule> rules) {
        List<String> resources = rules.stream()
                .flatMap(rule -> rule.resources().stream())
                .distinct()
                .toList();
        return rules.stream()
                .flatMap(rule -> rule.apiGroups().stream())
                .distinct()
                .flatMap(group -> resources.stream().map(resource -> new Target(group, resource)));
    }

    private static boolean hasFullSet(List<PolicyRule> rules, List<Integer> counted, Target target) {
        return counted.stream()
                .map(rules::get)
                .filter(rule -> matches(rule, target))
                .flatMap(rule -> rule.verbs().stream())
                .collect(Collectors.toSet())
                .containsAll(FULL);
    }

    private static boolean matches(PolicyRule rule, Target target) {
        return rule.matchesApiGroup(target.apiGroup()) && rule.matchesResource(target.resource());
    }

    private static Finding finding(Role role, List<Integer> counted, List<Target> full) {
        String fields = counted.stream()
                .filter(i -> matches(role.rules().get(i), full.getFirst()))
                .map(i -> "rules[" + i + "].verbs")
                .collect(Collectors.joining(", "));
        return new Finding(
                "full_verb_set_equivalent_to_wildcard",
                role.key().kind().namespaced() ? Severity.MEDIUM : Severity.HIGH,
                fields,
                "its rules together grant " + FULL_IN_ORDER + " on " + shown(full)
                        + ", which is verb \"*\" spelled out",
                "leave out the verbs that are not needed; one that only reads needs get, list and watch");
    }

    private static final String FULL_IN_ORDER =
            Verbs.STANDARD.stream().filter(FULL::contains).collect(Collectors.joining(", "));

    private static String shown(List<Target> targets) {
        String shown = targets.stream().limit(SHOWN).map(Target::toString).collect(Collectors.joining(", "));
        return targets.size() > SHOWN ? shown + " and " + (targets.size() - SHOWN) + " more" : shown;
    }
}
