package cloud.kuryzhev.rbacguard.pages.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Whoever looks at the pages. What they see and do is up to the API server, which is asked with their own token. */
public final class Viewer implements HttpSessionBindingListener {

    private static final String VIOLATIONS = "rbacviolations";

    private final String name;
    private final List<String> groups;
    private final KubernetesClient client;
    private final Access access;

    Viewer(String name, List<String> groups, KubernetesClient client, Access access) {
        this.name = name;
        this.groups = List.copyOf(groups);
        this.client = client;
        this.access = access;
    }

    /** The user name, as the API server says it. */
    public String name() {
        return name;
    }

    /** The user's groups, as the API server says them. */
    public List<String> groups() {
        return groups;
    }

    /** Acts as the viewer; closed when they leave. A token that has expired meanwhile is answered with 401. */
    public KubernetesClient client() {
        return client;
    }

    /** Whether the viewer may list violations in this namespace. */
    public boolean mayList(String namespace) {
        return may("list", VIOLATIONS, "") || may("list", VIOLATIONS, namespace);
    }

    /** Those of {@code namespaces} in which the viewer may list violations. */
    public Set<String> listable(Collection<String> namespaces) {
        return may("list", VIOLATIONS, "")
                ? Set.copyOf(namespaces)
                : access.among(namespaces, it -> may("list", VIOLATIONS, it));
    }

    /** Whether the viewer may decide about violations in this namespace. */
    public boolean mayReview(String namespace) {
        return may("patch", VIOLATIONS, namespace);
    }

    /**
     * Whether the viewer may do this to a resource of rbac-guard's own group; the answer is kept for some seconds.
     *
     * @param namespace empty is all of them
     */
    public boolean may(String verb, String resource, String namespace) {
        return may(verb, RBACViolation.GROUP, resource, namespace);
    }

    /** The same, of any API group. */
    public boolean may(String verb, String group, String resource, String namespace) {
        return access.allows(new Access.Question(verb, group, resource, namespace));
    }

    /** Whether it is this token that the viewer has shown. */
    boolean hasShown(String token) {
        return MessageDigest.isEqual(
                token.getBytes(UTF_8), client.getConfiguration().getOauthToken().getBytes(UTF_8));
    }

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
        client.close();
    }

    /** The name: what is written into a log must not hold a token. */
    @Override
    public String toString() {
        return name;
    }
}
