package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is not refused, and yet told. */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WarningIT {

    private final ControlPlane plane;
    private final Guard guard;

    WarningIT(ControlPlane plane, @TempDir Path directory) throws IOException {
        this.plane = plane;
        this.guard = Guard.installed(plane, directory);
    }

    @AfterAll
    void remove() {
        Guard.unregister(plane.admin().client());
        guard.close();
    }

    @Test
    void aRoleThatReadsSecretsIsStoredWithAWarningThatKubectlShows() throws InterruptedException {
        Kubectl.Result result = create("reads-secrets", "--verb=get,list", "--resource=secrets");
        assertThat(result.succeeded()).as(result.stderr()).isTrue();
        assertThat(result.stderr())
                .contains("Warning: rbac-guard: secret_read (HIGH) at rules[0]: it grants get, list on secrets");
    }

    @Test
    void theAuditLogKeepsWhatWarnedAndWhatWasRecorded() throws InterruptedException {
        assertThat(create("wipes-traces", "--verb=delete", "--resource=events").succeeded())
                .isTrue();
        await().untilAsserted(() -> assertThat(Files.readString(plane.auditLog()))
                .contains("\"validate.rbac-guard.kuryzhev.cloud/recorded\":\"event_delete\""));
    }

    private Kubectl.Result create(String name, String... grants) throws InterruptedException {
        return plane.admin().kubectl().run("create", "clusterrole", name, grants[0], grants[1], "--dry-run=server");
    }
}
