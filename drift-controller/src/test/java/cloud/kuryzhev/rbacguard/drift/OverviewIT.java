package cloud.kuryzhev.rbacguard.drift;

import static cloud.kuryzhev.rbacguard.drift.Installation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.People;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithControlPlane
@InBrowser
class OverviewIT {

    @Test
    void theOverviewTellsOfTheLastCycleAndOfWhatWasHeard(ControlPlane plane, @TempDir Path directory, Visitor reader)
            throws InterruptedException {
        Installation cluster = Installation.in(plane);
        cluster.allowPages();
        try (Guard guard = Guard.start(
                cluster.auditor(),
                plane.auditLog(),
                directory,
                "--rbac-guard.pages.enabled=true",
                "--rbac-guard.pages.port=0")) {
            reader.signIn(URI.create("http://localhost:" + guard.pagesPort()), new People(plane).reader(), "/");
            eventually(() -> {
                reader.page().reload();
                assertThat(reader.text())
                        .containsPattern("Last cycle\\s+\\S.*, in \\d+ ms")
                        .containsPattern("file:\\S+audit\\.log: heard last ")
                        .contains("not kept by this replica");
            });
            reader.expectComplaintsOnlyOf(401);
        }
    }
}
