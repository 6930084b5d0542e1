package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReducedTest {

    @Test
    void whatAnObjectIsJudgedByIsKept() {
        assertThat(Model.OBJECTS)
                .allSatisfy(object -> assertThat(Reduced.of(object)).isEqualTo(object));
    }

    @Test
    void theAnnotationsOfOthersAreNotUnlessTheyNameAnOwner() {
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
                                "meta.helm.sh/release-name", "shop",
                                "audit.kuryzhev.cloud/reviewed-at", "2026-01-31")));
        assertThat(Reduced.of(annotated).metadata().annotations())
                .containsExactly(
                        Map.entry("audit.kuryzhev.cloud/reviewed-at", "2026-01-31"),
                        Map.entry("meta.helm.sh/release-name", "shop"));
    }

    @Test
    void equalStringsAreOne() {
        Binding one = (Binding) Reduced.of(binding("view"));
        Binding other = (Binding) Reduced.of(binding(String.valueOf(new char[] {'v', 'i', 'e', 'w'})));
        assertThat(one.roleRef().name()).isSameAs(other.roleRef().name());
    }

    private static Binding binding(String role) {
        return new Binding(
                new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "b"),
                new ObjectKey(Kind.CLUSTER_ROLE, "", role),
                List.of());
    }
}
