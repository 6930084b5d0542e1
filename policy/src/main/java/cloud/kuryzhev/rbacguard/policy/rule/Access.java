package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.List;

/**
 * Access that a rule looks for.
 *
 * @param verbs any of them
 * @param resource with its subresource
 */
record Access(List<String> verbs, String apiGroup, String resource) {

    /** Verbs whose requests name no object, so that a rule with resourceNames never allows them on a resource itself. */
    static final List<String> NAMELESS = List.of("create", "deletecollection");

    /** Whether {@code rule} grants any of it, by name or by wildcard. */
    boolean isGrantedBy(PolicyRule rule) {
        return rule.matchesApiGroup(apiGroup) && rule.matchesResource(resource) && grantsAny(rule);
    }

    private boolean grantsAny(PolicyRule rule) {
        for (String verb : verbs) {
            if (grants(rule, verb)) {
                return true;
            }
        }
        return false;
    }

    private boolean grants(PolicyRule rule, String verb) {
        boolean needsNoName = NAMELESS.contains(verb) && resource.indexOf('/') < 0;
        return rule.matchesVerb(verb) && (rule.resourceNames().isEmpty() || !needsNoName);
    }

    @Override
    public String toString() {
        return apiGroup.isEmpty() ? resource : resource + "." + apiGroup;
    }
}
