package cloud.kuryzhev.rbacguard.policy.rbac;

import java.util.List;

/**
 * One rule of a role, matched as the RBAC authorizer matches it ({@code k8s.io/kubernetes/pkg/apis/rbac/v1/evaluation_helpers.go}).
 *
 * @param verbs exact, or {@code *}
 * @param apiGroups exact ({@code ""} is the core group), or {@code *}
 * @param resources {@code *}, {@code res}, {@code res/sub} or {@code *}{@code /sub}
 * @param resourceNames empty for all; {@code *} is an ordinary name here
 * @param nonResourceUrls exact, or a prefix that ends in {@code *}
 */
public record PolicyRule(
        List<String> verbs,
        List<String> apiGroups,
        List<String> resources,
        List<String> resourceNames,
        List<String> nonResourceUrls) {

    /** A rule that grants nothing. */
    public static final PolicyRule NOTHING = new PolicyRule(List.of(), List.of(), List.of(), List.of(), List.of());

    private static final String ALL = "*";

    public PolicyRule {
        verbs = List.copyOf(verbs);
        apiGroups = List.copyOf(apiGroups);
        resources = List.copyOf(resources);
        resourceNames = List.copyOf(resourceNames);
        nonResourceUrls = List.copyOf(nonResourceUrls);
    }

    /** A rule on resources, whatever their names. */
    public static PolicyRule onResources(List<String> verbs, List<String> apiGroups, List<String> resources) {
        return new PolicyRule(verbs, apiGroups, resources, List.of(), List.of());
    }

    /** A rule on non-resource URLs. */
    public static PolicyRule onUrls(List<String> verbs, List<String> urls) {
        return new PolicyRule(verbs, List.of(), List.of(), List.of(), urls);
    }

    /** Whether this rule, in force where {@code permission} is asked for, allows it. */
    public boolean allows(Permission permission) {
        return switch (permission) {
            case Permission.OnResource asked ->
                matchesVerb(asked.verb())
                        && matchesApiGroup(asked.apiGroup())
                        && matchesResource(asked.resource())
                        && (resourceNames.isEmpty() || resourceNames.contains(asked.name()));
            case Permission.OnUrl asked -> matchesVerb(asked.verb()) && matchesUrl(asked.path());
        };
    }

    /** Whether {@code verb} is among the verbs, or all are. */
    public boolean matchesVerb(String verb) {
        return verbs.contains(ALL) || verbs.contains(verb);
    }

    /** Whether {@code apiGroup} is among the groups, or all are. */
    public boolean matchesApiGroup(String apiGroup) {
        return apiGroups.contains(ALL) || apiGroups.contains(apiGroup);
    }

    /** Whether {@code resource}, with its subresource if it has one, is among the resources. */
    public boolean matchesResource(String resource) {
        if (resources.contains(ALL) || resources.contains(resource)) {
            return true;
        }
        int slash = resource.indexOf('/');
        return slash >= 0 && matchesSubresource(resource, slash);
    }

    /** Whether the resources have {@code *}{@code /sub}; without making that string, since this is asked very often. */
    private boolean matchesSubresource(String resource, int slash) {
        int length = resource.length() - slash;
        for (String each : resources) {
            if (each.length() == 1 + length && each.startsWith(ALL) && resource.regionMatches(slash, each, 1, length)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesUrl(String path) {
        return nonResourceUrls.stream().anyMatch(url -> urlCovers(url, path));
    }

    static boolean urlCovers(String url, String path) {
        return url.equals(ALL) || url.equals(path) || (url.endsWith(ALL) && path.startsWith(withoutTrailingStars(url)));
    }

    private static String withoutTrailingStars(String url) {
        int end = url.length();
        while (end > 0 && url.charAt(end - 1) == '*') {
            end--;
        }
        return url.substring(0, end);
    }
}
