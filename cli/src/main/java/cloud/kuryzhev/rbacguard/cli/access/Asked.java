package cloud.kuryzhev.rbacguard.cli.access;

import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;

/** A permission as people type it. */
public final class Asked {

    private Asked() {}

    /**
     * The permission that one request needs.
     *
     * @param resource {@code pods}, {@code pods/exec}, {@code deployments.apps}, {@code deployments.apps/scale}, or a path such as
     *     {@code /metrics}
     * @param name {@code ""} where no object is named
     * @param namespace {@code ""} for all; without meaning for what belongs to no namespace
     * @throws UnusableInput if it does not say the API group of a resource that Kubernetes itself does not have
     */
    public static Permission permission(String verb, String resource, String name, String namespace) {
        if (resource.startsWith("/")) {
            return new Permission.OnUrl(verb, resource);
        }
        String[] parts = resource.split("/", 2);
        int dot = parts[0].indexOf('.');
        String plural = dot < 0 ? parts[0] : parts[0].substring(0, dot);
        String group = dot < 0 ? group(plural) : parts[0].substring(dot + 1);
        return new Permission.OnResource(
                verb,
                group,
                parts.length == 2 ? plural + "/" + parts[1] : plural,
                name,
                scope(group, plural, name, namespace));
    }

    /** A request on one namespace counts as one in it ({@code k8s.io/apiserver/pkg/endpoints/request/requestinfo.go}). */
    private static String scope(String group, String resource, String name, String namespace) {
        if (group.isEmpty() && resource.equals("namespaces")) {
            return name;
        }
        return KnownResources.isClusterScoped(group, resource) ? "" : namespace;
    }

    private static String group(String plural) {
        return KnownResources.group(plural)
                .orElseThrow(() -> new UnusableInput("Kubernetes itself has no resource \"" + plural
                        + "\": write it with its API group, such as " + plural + ".example.com"));
    }
}
