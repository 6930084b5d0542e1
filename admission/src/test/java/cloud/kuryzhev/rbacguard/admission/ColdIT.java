package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.User;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It knows the policy, and not yet who holds what: its account may read the one only, until it may read the other. */
@WithControlPlane
class ColdIT {

    private static final Duration AT_SOME_TIME = Duration.ofMinutes(2);

    private final Kubectl kubectl;
    private final User account;

    ColdIT(ControlPlane plane) throws InterruptedException {
        Guard.account(plane); // whose roles are needed
        this.kubectl = plane.admin().kubectl();
        this.account = plane.serviceAccount("kube-system", "cold");
        bind("rolebinding", "--role=rbac-guard-admission", "--namespace=kube-system");
    }

    @Test
    void whatItHasNotReadItDoesNotTakeForAbsent(@TempDir Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        try (Guard guard = Guard.start(account, directory);
                Health health = Health.of(guard);
                Https https = Https.to(guard)) {
            await().atMost(AT_SOME_TIME)
                    .until(() -> health.get("/health/readiness").body().contains("\"hash\":"));

            assertThat(health.status("/health/readiness")).isEqualTo("503 OUT_OF_SERVICE");
            assertThat(health.get("/health/readiness").body())
                    .contains("roles, bindings or service accounts were not read yet");
            for (byte[] asked : new byte[][] {Bodies.harmless(), Bodies.binding("cluster-admin")}) {
                HttpResponse<String> answer = https.post(asked);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body())
                        .contains("has not read the cluster's roles")
                        .doesNotContain("\"allowed\":true");
            }

            bind("clusterrolebinding", "--clusterrole=rbac-guard-admission");
            await().atMost(AT_SOME_TIME)
                    .until(() -> health.status("/health/readiness").equals("200 UP"));
            assertThat(https.post(Bodies.harmless()).body()).contains("\"allowed\":true");
        }
    }

    private void bind(String kind, String role, String... more) throws InterruptedException {
        var command = new ArrayList<>(List.of("create", kind, "cold", role, "--serviceaccount=kube-system:cold"));
        command.addAll(List.of(more));
        assertThat(kubectl.run(command.toArray(String[]::new)).succeeded()).isTrue();
    }
}
