package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;

@WithControlPlane
class ManifestsIT {

    @Test
    void kubectlAppliesWhatIsWrittenAndTheServerGivesBackTheSame(ControlPlane plane) throws InterruptedException {
        KubernetesClient client = plane.admin().client();
        String yaml = new Manifests().yaml(Model.OBJECTS);

        Kubectl.Result applied = plane.admin().kubectl().runWith(yaml, "apply", "-f", "-");

        assertThat(applied.succeeded()).as(applied.stderr()).isTrue();
        assertThat(applied.stdout().lines()).hasSameSizeAs(Model.OBJECTS);
        for (RbacObject object : Model.OBJECTS) {
            HasMetadata stored = client.resource(Manifests.resource(object)).get();
            assertThat(RbacResources.toModel(stored).map(ManifestsIT::ageless)).contains(object);
        }
    }

    private static RbacObject ageless(RbacObject object) {
        return switch (object) {
            case Role role -> new Role(role.key(), role.rules());
            case Binding binding -> new Binding(binding.key(), binding.roleRef(), binding.subjects());
        };
    }
}
