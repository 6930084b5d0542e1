package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FiledTest {

    @Test
    void whatWarnsIsFiledAndWhatIsOnlyRecordedIsCounted() {
        var reader = clusterRole("reader", rule("get", "-", "secrets"), rule("create", "-", "pods"));
        DriftReport report = new Scene(reader).report(DriftSettings.DEFAULT);
        assertThat(report.violations()).singleElement().satisfies(violation -> assertThat(violation.violatedRules())
                .containsExactly("secret_read"));
        assertThat(report.unfiled()).isEqualTo(Map.of("workload_write", 1L));
    }

    @Test
    void aBadRoleIsOneViolationHoweverOftenItIsBound() {
        var reader = clusterRole("reader", rule("get", "-", "secrets"));
        DriftReport report = new Scene(
                        reader,
                        clusterRoleBinding("a", "reader", user("jane")),
                        roleBinding("shop", "b", reader.key(), user("joe")))
                .report(DriftSettings.DEFAULT);
        assertThat(report.violations()).extracting(Violation::source).containsExactly(reader.key());
        assertThat(report.violations().getFirst().subjects()).containsExactly(user("jane"), user("joe"));
    }

    @Test
    void whatBindingsAddUpToIsToldOfEachOfThem() {
        var reads = clusterRole("reads", rule("get,list,watch", "*", "*"));
        var writes = clusterRole("writes", rule("create,update,patch,delete", "*", "*"));
        var scene = new Scene(
                reads,
                writes,
                clusterRoleBinding("a", "reads", user("jane")),
                clusterRoleBinding("b", "writes", user("jane")));
        assertThat(scene.violations())
                .extracting(violation -> violation.source().name())
                .containsExactly("a", "b");
        assertThat(scene.violations().getFirst().violatedRules())
                .containsExactly("cluster_admin_equivalent", "full_verb_set_equivalent_to_wildcard");
    }

    @Test
    void whatKubernetesShipsIsNeitherFiledNorCounted() {
        var shipped =
                new Scene(clusterRoleBinding("system:basic-user", "system:basic-user")).report(DriftSettings.DEFAULT);
        assertThat(shipped.violations()).isEmpty();
        assertThat(shipped.unfiled()).isEmpty();
        assertThat(new Scene(roleBinding("shop", "b", clusterRoleKey("view")))
                        .report(DriftSettings.DEFAULT)
                        .unfiled())
                .isEqualTo(Map.of("dangling_role_ref", 1L));
    }
}
