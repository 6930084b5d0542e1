package cloud.kuryzhev.rbacguard.pages.browser;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Who looks at the pages in tests, by their tokens. */
public final class People {

    private static final String NAMESPACE = "people";

    private final ControlPlane plane;

    /** Of {@code plane}. */
    public People(ControlPlane plane) {
        this.plane = plane;
    }

    /** The token of somebody who may read everything that the pages show, and change nothing. */
    public String reader() {
        var client = plane.admin().client();
        client.resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName("pages-reader")
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("audit.kuryzhev.cloud", "rbac.authorization.k8s.io", "")
                        .withResources(
                                "rbacviolations",
                                "rbacusages",
                                "roles",
                                "rolebindings",
                                "clusterroles",
                                "clusterrolebindings",
                                "configmaps")
                        .withVerbs("get", "list")
                        .endRule()
                        .build())
                .serverSideApply();
        client.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName("pages-reader")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "pages-reader")
                        .withSubjects(List.of(new SubjectBuilder()
                                .withKind("ServiceAccount")
                                .withNamespace(NAMESPACE)
                                .withName("reader")
                                .build()))
                        .build())
                .serverSideApply();
        return token(NAMESPACE, "reader");
    }

    /** The token of somebody who may do what everybody may. */
    public String stranger() {
        return token(NAMESPACE, "stranger");
    }

    /** A service account, in a namespace of its own if need be. */
    public void make(String namespace, String name) {
        token(namespace, name);
    }

    /** Has the API server know what rbac-guard adds to it. */
    public void knowKinds() throws InterruptedException {
        for (String kind : List.of("rbacviolations", "rbacusages")) {
            String name = kind + ".audit.kuryzhev.cloud";
            plane.admin().kubectl().run("apply", "--server-side", "-f", "../chart/crds/" + name + ".yaml");
            plane.admin().kubectl().run("wait", "--for=condition=Established", "crd/" + name);
        }
    }

    /** Applies objects in YAML. */
    public void apply(String yaml) {
        plane.admin()
                .client()
                .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .serverSideApply();
    }

    private String token(String namespace, String name) {
        return plane.serviceAccount(namespace, name).client().getConfiguration().getAutoOAuthToken();
    }
}
