package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReducedTest {

    @Test
    void whatAnObjectIsJudgedByIsKept() {
        assertThat(Model.OBJECTS)
                .allSatisfy(object -> assertThat(Reduced.of(object)).isEqualTo(object));
    }

    @Test
    void theAnnotationsOfOthersAreNot() {
        Role role = (Role) Model.OBJECTS.stream()
                .filter(Role.class::isInstance)
                .findFirst()
                .orElseThrow();
        var annotated = new Role(
                role.key(),
                role.rules(),
                role.metadata()
                        .withAnnotations(Map.of(
                                "kubectl.kubernetes.io/last-applied-configuration", "{}",
                                "audit.kuryzhev.cloud/reviewed-at", "2026-01-31")));
        assertThat(Reduced.of(annotated).metadata().annotations())
                .containsExactly(Map.entry("audit.kuryzhev.cloud/reviewed-at", "2026-01-31"));
    }

    @Test
    void equalStringsAreOne() {
        Binding binding = (Binding) Model.OBJECTS.stream()
                .filter(Binding.class::isInstance)
                .findFirst()
                .orElseThrow();
        var copy = new Binding(binding.key(), binding.roleRef(), binding.subjects(), binding.metadata());
        String name = new StringBuilder(binding.roleRef().name()).toString();
        assertThat(Reduced.of(copy)).isEqualTo(binding);
        assertThat(((Binding) Reduced.of(copy)).roleRef().name()).isSameAs(name.intern());
    }
}
