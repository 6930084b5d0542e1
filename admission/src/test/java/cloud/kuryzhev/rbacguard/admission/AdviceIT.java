package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.UsageResources;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A refused grant is answered with the least role that would do, which kubectl then applies as it stands. */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdviceIT {

    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-22T00:00:00Z");
    private static final Subject DEPLOYER = new Subject.ServiceAccount("advice", "deployer");

    private final ControlPlane plane;
    private final KubernetesClient admin;
    private final Kubectl kubectl;
    private final Guard guard;

    AdviceIT(ControlPlane plane, @TempDir Path directory) throws IOException, InterruptedException {
        this.plane = plane;
        this.admin = plane.admin().client();
        this.kubectl = plane.admin().kubectl();
        installUsages();
        kubectl.run("create", "namespace", "advice");
        kubectl.run("create", "serviceaccount", "deployer", "-n", "advice");
        this.guard = Guard.start(Guard.account(plane), directory, "--rbac-guard.namespace=kube-system");
        guard.register(admin, guard.port());
    }

    @AfterAll
    void remove() throws InterruptedException {
        Guard.unregister(admin);
        guard.close();
        kubectl.run("delete", "namespace", "advice", "--wait=false");
    }

    @Test
    void whatWasUsedAndRefusedLatelyIsNamedAndCanBeApplied() throws InterruptedException {
        tell(DEPLOYER, DEPLOYER);

        String refused =
                bind("deployer-admin", "--serviceaccount=advice:deployer").stderr();

        assertThat(refused)
                .contains("- forbidden_role_ref:cluster-admin (CRITICAL) at roleRef")
                .contains("What ServiceAccount advice/deployer needs of it, going by what was seen from 2026-11-01 to"
                        + " 2026-11-22:\n")
                .contains("""
                        # asked for lately, and refused; leave it out if that was right:
                        #   patch services -n advice
                        """);
        String manifest = refused.substring(refused.indexOf("---"));
        assertThat(kubectl.runWith(manifest, "apply", "-f", "-").stdout())
                .contains("role.rbac.authorization.k8s.io/", "rolebinding.rbac.authorization.k8s.io/");
        assertThat(mayDeployer("update", "deployments.apps")).isEqualTo("yes");
        assertThat(mayDeployer("patch", "services")).isEqualTo("yes");
        assertThat(mayDeployer("delete", "deployments.apps")).isEqualTo("no");
    }

    @Test
    void ofWhomNothingIsKnownItSaysSo() throws InterruptedException {
        assertThat(bind("jane-admin", "--user=jane").stderr())
                .contains("No smaller role is known for User jane: its subjects were neither seen to use anything");
    }

    @Test
    void whatSpeaksOfSomebodyElseIsNotBelieved() throws InterruptedException {
        tell(new Subject.User("eve"), DEPLOYER);

        assertThat(bind("eve-admin", "--user=eve").stderr()).contains("No smaller role is known for User eve: ");
    }

    @Test
    void aRoleThatIsBoundAlreadyIsAnsweredForItsBindings() throws InterruptedException {
        tell(DEPLOYER, DEPLOYER);
        kubectl.run("create", "role", "bound", "-n", "advice", "--verb=get", "--resource=pods");
        kubectl.run(
                "create", "rolebinding", "bound", "-n", "advice", "--role=bound", "--serviceaccount=advice:deployer");
        ClusterCache cache = guard.context().getBean(ClusterCache.class);
        await().until(() -> cache.cluster()
                        .bindingsOf(new ObjectKey(Kind.ROLE, "advice", "bound"))
                        .size()
                == 1);

        Kubectl.Result widened = kubectl.run(
                "patch",
                "role",
                "bound",
                "-n",
                "advice",
                "--type=merge",
                "--patch",
                "{\"rules\":[{\"apiGroups\":[\"apps\"],\"resources\":[\"deployments\"],\"verbs\":[\"*\"]}]}");

        assertThat(widened.stderr())
                .contains("wildcard_verb", "What ServiceAccount advice/deployer needs of it", "name: bound-least")
                .doesNotContain("services");
    }

    private Kubectl.Result bind(String name, String subject) throws InterruptedException {
        return kubectl.run("create", "clusterrolebinding", name, "--clusterrole=cluster-admin", subject);
    }

    private String mayDeployer(String verb, String resource) throws InterruptedException {
        return kubectl.run(
                        "auth", "can-i", verb, resource, "-n", "advice", "--as=system:serviceaccount:advice:deployer")
                .stdout()
                .strip();
    }

    /** Writes, where the object about {@code place} belongs, one about {@code subject}. */
    private void tell(Subject place, Subject subject) {
        var used = new TreeMap<Permission, Seen>();
        used.put(new OnResource("update", "apps", "deployments", "web", "advice"), new Seen(FROM, TO, 7));
        var denied = new TreeMap<Permission, Seen>();
        denied.put(new OnResource("patch", "", "services", "web", "advice"), new Seen(TO, TO, 1));
        var summary =
                UsageSummary.of(subject, new SubjectUsage(new TreeSet<>(), used, denied), new Coverage(FROM, TO, 8));
        UsageResources.Place where = UsageResources.place(place, "kube-system");
        var object = new RBACUsage();
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace(where.namespace())
                .withName(where.name())
                .build());
        object.setSpec(UsageResources.toSpec(summary));
        admin.resource(object).serverSideApply();
    }

    private void installUsages() throws IOException, InterruptedException {
        try (InputStream crd = new FileInputStream("../chart/crds/rbacusages.audit.kuryzhev.cloud.yaml")) {
            admin.load(crd).serverSideApply();
        }
        plane.admin().kubectl().run("wait", "--for=condition=Established", "crd/rbacusages.audit.kuryzhev.cloud");
    }
}
