package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static final RBACViolationSpec SPEC = Specs.used("get pods", "used", 1, "2026-06-02T00:00:00Z");

    @Test
    void numbersAloneAreNoChange() {
        assertThat(Evidence.isSame(SPEC, Specs.used("get pods", "used", 900, "2026-06-09T00:00:00Z")))
                .isTrue();
    }

    @Test
    void anotherVerdictIsAChange() {
        assertThat(Evidence.isSame(SPEC, Specs.used("get pods", "unused", 1, "2026-06-02T00:00:00Z")))
                .isFalse();
    }

    @Test
    void anotherPermissionIsAChange() {
        assertThat(Evidence.isSame(SPEC, Specs.used("list pods", "used", 1, "2026-06-02T00:00:00Z")))
                .isFalse();
    }

    @Test
    void whatTheApiServerGivesBackIsNoChange() {
        var serialization = new KubernetesSerialization();
        RBACViolationSpec empty = Specs.of("ClusterRole", null, "x");

        assertThat(Evidence.isSame(
                        empty, serialization.unmarshal(serialization.asJson(empty), RBACViolationSpec.class)))
                .isTrue();
    }
}
