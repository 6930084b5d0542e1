package cloud.kuryzhev.rbacguard.policy.access;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why one rule does not allow one request, and how near it comes.
 *
 * @param near how many of the request's parts the rule matches, of those that a rule is asked for in turn
 */
record Evidence(int near, String reason) {

    /** The nearest miss of {@code rules}; empty where none comes near. */
    static Optional<Evidence> of(List<PolicyRule> rules, Permission asked) {
        return rules.stream()
                .map(rule -> miss(rule, asked))
                .flatMap(Optional::stream)
                .max(Comparator.comparingInt(Evidence::near));
    }

    private static Optional<Evidence> miss(PolicyRule rule, Permission asked) {
        return switch (asked) {
            case OnResource on -> miss(rule, on);
            case OnUrl url ->
                rule.nonResourceUrls().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Evidence(
                                1, "it grants " + rule.verbs() + " on the paths " + rule.nonResourceUrls()));
        };
    }

    private static Optional<Evidence> miss(PolicyRule rule, OnResource on) {
        String parent = on.resource().split("/", 2)[0];
        boolean group = rule.matchesApiGroup(on.apiGroup());
        if (!rule.matchesResource(on.resource())) {
            return group && rule.matchesResource(parent)
                    ? Optional.of(new Evidence(
                            2,
                            "it grants " + parent + ", and not the subresource " + on.resource()
                                    + ", which is asked for by itself"))
                    : Optional.empty();
        }
        if (!group) {
            return Optional.of(new Evidence(
                    2,
                    "it grants " + on.resource() + " in API group " + quoted(rule.apiGroups())
                            + ", and the request is in \"" + on.apiGroup() + "\""));
        }
        if (!rule.matchesVerb(on.verb())) {
            return Optional.of(new Evidence(
                    3,
                    "it grants " + String.join(", ", rule.verbs()) + " on " + on.resource() + ", and not "
                            + on.verb()));
        }
        return rule.allows(on)
                ? Optional.empty()
                : Optional.of(new Evidence(
                        4,
                        "it grants that on the names " + String.join(", ", rule.resourceNames())
                                + (on.name().isEmpty() ? ", and the request names none" : " only")));
    }

    private static String quoted(List<String> groups) {
        return "\"" + String.join("\", \"", groups) + "\"";
    }

    /** Where {@code binding}, whose rules allow it, does not reach. */
    static String scope(Binding binding, Permission asked) {
        String in = "it grants that in namespace " + binding.key().namespace() + " only";
        return switch (asked) {
            case OnUrl _ -> "it is a RoleBinding, and a path belongs to no namespace: that takes a ClusterRoleBinding";
            case OnResource on ->
                on.namespace().isEmpty()
                        ? in + ", and the request is for the whole cluster"
                        : in + ", and the request is in " + on.namespace();
        };
    }
}
