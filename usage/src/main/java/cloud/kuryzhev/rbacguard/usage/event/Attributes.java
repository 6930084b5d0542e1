package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.ObjectRef;

/**
 * The permission that the authorizer was asked for.
 *
 * <p>{@code objectRef} starts as those attributes, but {@code LogRequestObject} (k8s.io/apiserver/pkg/audit/request.go) fills its
 * empty fields from the request's body: a create shows the new object's name, and a cluster-scoped object sent with a namespace
 * shows that. So names and namespaces are taken from the path.
 */
final class Attributes {

    private Attributes() {}

    static Permission of(AuditEvent event) {
        ObjectRef ref = event.objectRef();
        if (ref == null) {
            return new OnUrl(event.verb(), ResourcePath.decode(event.requestUri()));
        }
        return ResourcePath.of(event.requestUri())
                .filter(path -> isOf(path, ref))
                .<Permission>map(path -> permission(event.verb(), path, ref, name(event.verb(), path, ref)))
                .orElseGet(() -> fromReference(event.verb(), ref));
    }

    private static boolean isOf(ResourcePath path, ObjectRef ref) {
        return path.resource().equals(ref.resource())
                && path.subresource().equals(ref.subresource())
                && path.apiGroup().equals(ref.apiGroup());
    }

    /**
     * A list or watch is authorised by the name its {@code fieldSelector} demands, and objectRef says whether the server took it.
     * A deletecollection never is: NewRequestInfo reads the selector for GET alone.
     */
    private static String name(String verb, ResourcePath path, ObjectRef ref) {
        boolean bySelector = path.name().isEmpty() && (verb.equals("list") || verb.equals("watch"));
        return bySelector ? ref.name() : path.name();
    }

    /** Where both say the same, the reference's words are taken: they are shared by many events. */
    private static OnResource permission(String verb, ResourcePath path, ObjectRef ref, String name) {
        return new OnResource(
                verb,
                ref.apiGroup(),
                withSubresource(ref.resource(), ref.subresource()),
                name,
                path.namespace().equals(ref.namespace()) ? ref.namespace() : path.namespace());
    }

    /** Without a usable path, a name that may be the body's is left out: a grant without names covers both. */
    private static OnResource fromReference(String verb, ObjectRef ref) {
        boolean unnamed = verb.equals("deletecollection")
                || (verb.equals("create") && ref.subresource().isEmpty());
        return new OnResource(
                verb,
                ref.apiGroup(),
                withSubresource(ref.resource(), ref.subresource()),
                unnamed ? "" : ref.name(),
                ref.namespace());
    }

    private static String withSubresource(String resource, String subresource) {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }
}
