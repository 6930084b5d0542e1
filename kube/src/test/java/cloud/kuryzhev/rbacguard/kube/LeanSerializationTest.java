package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import org.junit.jupiter.api.Test;

class LeanSerializationTest {

    @Test
    void whatAnObjectGrantsIsReadAndWhoWroteItsFieldsIsNot() {
        RoleBinding binding = LeanSerialization.create().unmarshal("""
                {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding",
                 "metadata":{"name":"b","namespace":"n","labels":{"a":"b"},"ownerReferences":[{"kind":"App","name":"o"}],
                  "managedFields":[{"manager":"kubectl","operation":"Apply","fieldsType":"FieldsV1","fieldsV1":{"f:subjects":{}}}]},
                 "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"},
                 "subjects":[{"kind":"User","name":"jane"}]}""", RoleBinding.class);

        assertThat(binding.getMetadata().getManagedFields()).isNullOrEmpty();
        assertThat(binding.getMetadata().getAdditionalProperties()).isEmpty();
        assertThat(binding.getMetadata().getOwnerReferences()).hasSize(1);
        assertThat(RbacResources.toModel(binding).subjects()).hasToString("[User jane]");
        assertThat(RbacResources.toModel(binding).roleRef().name()).isEqualTo("view");
    }
}
