package cloud.kuryzhev.rbacguard.drift.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import org.junit.jupiter.api.Test;

class OriginalTest {

    private static final RoleBinding BINDING = new RoleBindingBuilder()
            .withNewMetadata()
            .withName("readers")
            .withNamespace("shop")
            .withUid("4711")
            .withResourceVersion("12")
            .withCreationTimestamp("2026-06-01T08:00:00Z")
            .addToLabels("team", "shop")
            .addToAnnotations("audit.kuryzhev.cloud/created-by", "alice")
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "view")
            .addNewSubject(null, "ServiceAccount", "cart", "shop")
            .build();

    @Test
    void everythingThatPeopleWroteComesBack() {
        HasMetadata back = Original.read(Original.of(BINDING)).orElseThrow();

        assertThat(back.getMetadata().getLabels()).containsEntry("team", "shop");
        assertThat(back.getMetadata().getAnnotations()).containsEntry("audit.kuryzhev.cloud/created-by", "alice");
        assertThat(((RoleBinding) back).getSubjects()).isEqualTo(BINDING.getSubjects());
        assertThat(((RoleBinding) back).getRoleRef()).isEqualTo(BINDING.getRoleRef());
    }

    @Test
    void whatTheApiServerGivesToEachObjectDoesNot() {
        assertThat(Original.of(BINDING)).doesNotContain("4711", "resourceVersion", "creationTimestamp");
        assertThat(BINDING.getMetadata().getUid()).isEqualTo("4711");
    }

    @Test
    void somethingElseIsNoBinding() {
        assertThat(Original.read("{}")).isEmpty();
        assertThat(Original.read("no JSON: {")).isEmpty();
        assertThat(Original.read("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"web\"}}"))
                .isEmpty();
    }
}
