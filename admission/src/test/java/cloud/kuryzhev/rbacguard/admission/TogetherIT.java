package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A role and its bindings, as kubectl sees them judged together. */
@WithControlPlane
class TogetherIT {

    private static final ObjectKey ROLE = new ObjectKey(Kind.CLUSTER_ROLE, "", "together");

    private final ControlPlane plane;
    private final KubernetesClient admin;
    private final Guard guard;

    TogetherIT(ControlPlane plane, @TempDir Path directory) throws IOException {
        this.plane = plane;
        this.admin = plane.admin().client();
        this.guard = Guard.installed(plane, directory);
    }

    @BeforeEach
    void aNarrowRoleThatIsBound() throws InterruptedException {
        assertThat(kubectl("create", "clusterrole", "together", "--verb=get", "--resource=pods")
                        .succeeded())
                .isTrue();
        assertThat(kubectl("create", "clusterrolebinding", "innocent", "--clusterrole=together", "--user=jane")
                        .succeeded())
                .isTrue();
        ClusterCache cache = guard.context().getBean(ClusterCache.class);
        await().until(() -> cache.cluster().bindingsOf(ROLE).size() == 1);
    }

    @AfterEach
    void remove() {
        Guard.unregister(admin);
        guard.close();
        admin.rbac().clusterRoles().withName("together").delete();
        admin.rbac().clusterRoleBindings().withName("innocent").delete();
    }

    @Test
    void aRoleThatWouldMakeMoreOfItsBindingIsRefusedAndNamesIt() throws InterruptedException {
        assertThat(patchRules("[{\"apiGroups\":[\"*\"],\"resources\":[\"*\"],\"verbs\":[\"*\"]}]")
                        .stderr())
                .contains(
                        "- cluster_admin_equivalent (CRITICAL) at rules: ",
                        "it is handed out already: ClusterRoleBinding innocent to User jane");
    }

    @Test
    void aRoleThatBecomesLessIsStoredWithAWarningOfWhatIsStillWrong() throws InterruptedException {
        Guard.unregister(admin);
        String secrets = "{\"apiGroups\":[\"\"],\"resources\":[\"secrets\"],\"verbs\":[\"get\"]}";
        assertThat(patchRules("[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"*\"]}," + secrets + "]")
                        .succeeded())
                .isTrue();
        register();

        Kubectl.Result shrunk = patchRules("[" + secrets + "]");

        assertThat(shrunk.succeeded()).isTrue();
        assertThat(shrunk.stderr()).contains("Warning: rbac-guard: secret_read (HIGH) at rules[0]: ");
    }

    private void register() {
        try {
            guard.register(admin, guard.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Kubectl.Result patchRules(String rules) throws InterruptedException {
        return kubectl("patch", "clusterrole", "together", "--type=merge", "--patch", "{\"rules\":" + rules + "}");
    }

    private Kubectl.Result kubectl(String... arguments) throws InterruptedException {
        return plane.admin().kubectl().run(arguments);
    }
}
