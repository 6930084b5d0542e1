package cloud.kuryzhev.rbacguard.policy.audit;

import java.util.List;
import java.util.Set;

/**
 * One rule of an audit policy ({@code audit.k8s.io/v1} {@code PolicyRule}). An empty list matches everything; nothing but resources
 * and URLs knows wildcards.
 *
 * @param logs whether its level is another than {@code None}
 * @param namespaces {@code ""} for what is not asked in a namespace; a rule with namespaces or resources matches no URL
 * @param nonResourceUrls exact, or a prefix that ends in {@code *}
 * @param omitStages besides the policy's
 */
public record AuditRule(
        boolean logs,
        List<String> users,
        List<String> userGroups,
        List<String> verbs,
        List<Resources> resources,
        List<String> namespaces,
        List<String> nonResourceUrls,
        Set<Stage> omitStages) {

    public AuditRule {
        users = List.copyOf(users);
        userGroups = List.copyOf(userGroups);
        verbs = List.copyOf(verbs);
        resources = List.copyOf(resources);
        namespaces = List.copyOf(namespaces);
        nonResourceUrls = List.copyOf(nonResourceUrls);
        omitStages = Set.copyOf(omitStages);
    }

    /**
     * Resources of one API group ({@code GroupResources}).
     *
     * @param group {@code ""} is the core group; no wildcard
     * @param resources {@code *} with all subresources, {@code res}, {@code res/sub}, {@code *}{@code /sub}, or {@code res/*}, which
     *     is {@code res} too; empty for all, whatever the names
     */
    public record Resources(String group, List<String> resources, List<String> resourceNames) {
        public Resources {
            resources = List.copyOf(resources);
            resourceNames = List.copyOf(resourceNames);
        }
    }
}
