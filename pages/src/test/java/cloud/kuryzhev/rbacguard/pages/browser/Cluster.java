package cloud.kuryzhev.rbacguard.pages.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.User;
import java.nio.file.Path;

/** A cluster with the chart's kinds, and people with different rights; without the controller and the webhook. */
public record Cluster(ControlPlane plane) {

    private static final Path CRDS = Path.of("../chart/crds");

    /** Installs the kinds. */
    public static Cluster in(ControlPlane plane) throws InterruptedException {
        var cluster = new Cluster(plane);
        cluster.kubectl("apply", "--server-side", "-f", CRDS.toString());
        cluster.kubectl("wait", "--for=condition=Established", "crd/rbacviolations.audit.kuryzhev.cloud");
        cluster.kubectl("wait", "--for=condition=Established", "crd/rbacusages.audit.kuryzhev.cloud");
        return cluster;
    }

    /** Somebody with these verbs on violations, and their token. */
    public String token(String name, String namespace, String verbs) throws InterruptedException {
        User user = plane.serviceAccount("people", name);
        String role = name + "-violations";
        kubectl("create", "clusterrole", role, "--verb=" + verbs, "--resource=rbacviolations.audit.kuryzhev.cloud");
        if (namespace.isEmpty()) {
            kubectl("create", "clusterrolebinding", role, "--clusterrole=" + role, "--serviceaccount=people:" + name);
        } else {
            kubectl(
                    "create",
                    "rolebinding",
                    role,
                    "-n",
                    namespace,
                    "--clusterrole=" + role,
                    "--serviceaccount=people:" + name);
        }
        return user.client().getConfiguration().getAutoOAuthToken();
    }

    /** Applies a manifest. */
    public void apply(String yaml) throws InterruptedException {
        succeeded(plane.admin().kubectl().runWith(yaml, "apply", "--server-side", "-f", "-"));
    }

    /** Writes a violation, its status too. */
    public void file(RBACViolation violation) {
        var client = plane.admin().client();
        var stored = client.resource(violation).create();
        stored.setStatus(violation.getStatus());
        client.resource(stored).updateStatus();
    }

    /** The violation as it stands. */
    public RBACViolation violation(String namespace, String name) {
        return plane.admin()
                .client()
                .resources(RBACViolation.class)
                .inNamespace(namespace)
                .withName(name)
                .require();
    }

    /** As admin. */
    public String kubectl(String... arguments) throws InterruptedException {
        return succeeded(plane.admin().kubectl().run(arguments));
    }

    private static String succeeded(Kubectl.Result result) {
        assertThat(result.succeeded()).as(result.stderr()).isTrue();
        return result.stdout();
    }
}
