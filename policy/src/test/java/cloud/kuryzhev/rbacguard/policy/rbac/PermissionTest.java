package cloud.kuryzhev.rbacguard.policy.rbac;

import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.askIn;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PermissionTest {

    @Test
    void readsAsPeopleSayIt() {
        assertThat(ask("get", "pods", "", "")).hasToString("get pods");
        assertThat(askIn("apps", "patch", "deployments/scale", "web", "shop"))
                .hasToString("patch deployments/scale.apps web -n shop");
        assertThat(ask("get", "/healthz")).hasToString("get /healthz");
    }

    @Test
    void aRequestForAStarIsNotExact() {
        assertThat(ask("get", "*", "", "n").isExact()).isFalse();
        assertThat(ask("get", "*/scale", "", "n").isExact()).isFalse();
        assertThat(askIn("*", "get", "pods", "", "n").isExact()).isFalse();
        assertThat(ask("*", "pods", "", "n").isExact()).isFalse();
        assertThat(ask("get", "/api*").isExact()).isFalse();
        assertThat(ask("get", "pods", "*", "n").isExact()).isTrue();
        assertThat(ask("get", "/api").isExact()).isTrue();
    }
}
