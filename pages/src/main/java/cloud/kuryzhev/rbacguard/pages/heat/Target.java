package cloud.kuryzhev.rbacguard.pages.heat;

import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.List;

/**
 * What a verb is granted on.
 *
 * @param apiGroup {@code ""} is the core group; of no matter for a URL
 * @param resource {@code pods}, {@code pods/exec}, {@code *}; {@code ""} for a URL
 * @param url {@code ""} for a resource
 */
record Target(String apiGroup, String resource, String url) {

    private static final String NO_PATH = "URL ";

    /** That of an atom: a rule of one API group and resource, or one URL. */
    static Target of(PolicyRule atom) {
        return atom.resources().isEmpty()
                ? new Target("", "", atom.nonResourceUrls().getFirst())
                : new Target(atom.apiGroups().getFirst(), atom.resources().getFirst(), "");
    }

    /** As {@link cloud.kuryzhev.rbacguard.policy.rbac.Permission} writes it: {@code deployments/scale.apps}, {@code /metrics}. */
    static Target parse(String text) {
        if (isUrl(text)) {
            return new Target("", "", text.startsWith(NO_PATH) ? text.substring(NO_PATH.length()) : text);
        }
        int dot = text.indexOf('.');
        return dot < 0 ? new Target("", text, "") : new Target(text.substring(dot + 1), text.substring(0, dot), "");
    }

    static boolean isUrl(String text) {
        return text.startsWith("/") || text.startsWith(NO_PATH);
    }

    /** {@code verb} on it, whatever the names. */
    PolicyRule rule(String verb) {
        return resource.isEmpty()
                ? PolicyRule.onUrls(List.of(verb), List.of(url))
                : PolicyRule.onResources(List.of(verb), List.of(apiGroup), List.of(resource));
    }

    @Override
    public String toString() {
        if (resource.isEmpty()) {
            return url.startsWith("/") ? url : NO_PATH + url;
        }
        return apiGroup.isEmpty() ? resource : resource + "." + apiGroup;
    }
}
