package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithControlPlane
class LiveRbacIT {

    private final KubernetesClient admin;

    LiveRbacIT(ControlPlane plane) {
        this.admin = plane.admin().client();
        admin.resource(role("view")).serverSideApply();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"view?dryRun=All", "view#part", "<img src=x>", "with a space", "a+b", "ключ", "a;b=c", "..."})
    void aRoleIsReadByItsWholeName(String name) {
        admin.resource(role(name)).create();

        assertThat(LiveRbac.resource(admin, new ObjectKey(Kind.ROLE, "default", name))
                        .get()
                        .getMetadata()
                        .getName())
                .isEqualTo(name);
    }

    private static Role role(String name) {
        return new RoleBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .build();
    }
}
