package cloud.kuryzhev.rbacguard.policy.rbac;

import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrantTest {

    private static final List<PolicyRule> ALL = List.of(rule("*", "*", "*"), urls("*", "*"));
    private static final Grant IN_A = new Grant(roleBinding("a", "b", clusterRoleKey("all"), user("jane")), ALL);
    private static final Grant EVERYWHERE = new Grant(clusterRoleBinding("b", "all", user("jane")), ALL);

    @Test
    void aRoleBindingGrantsInItsNamespaceOnly() {
        assertThat(IN_A.allows(ask("get", "pods", "x", "a"))).isTrue();
        assertThat(IN_A.allows(ask("get", "pods", "x", "b"))).isFalse();
    }

    @Test
    void aRoleBindingGrantsNeitherClusterScopedResourcesNorUrls() {
        assertThat(IN_A.allows(ask("get", "nodes", "x", ""))).isFalse();
        assertThat(IN_A.allows(ask("list", "pods", "", ""))).isFalse();
        assertThat(IN_A.allows(ask("get", "/healthz"))).isFalse();
    }

    @Test
    void aClusterRoleBindingGrantsEverywhere() {
        assertThat(EVERYWHERE.allows(ask("get", "pods", "x", "a"))).isTrue();
        assertThat(EVERYWHERE.allows(ask("get", "nodes", "x", ""))).isTrue();
        assertThat(EVERYWHERE.allows(ask("get", "/healthz"))).isTrue();
    }
}
