package cloud.kuryzhev.rbacguard.kube.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.kube.scrape.ScrapeAccess.Answer;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.TcpGate;
import cloud.kuryzhev.rbacguard.testbed.User;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@WithControlPlane
class ScrapeAccessIT {

    private final AtomicLong now = new AtomicLong();

    @Test
    void whoMayReadTheApiServersMetricsMayReadTheseToo(ControlPlane plane) throws InterruptedException {
        var access = new ScrapeAccess(plane.admin().client(), now::get);
        User prometheus = plane.serviceAccount("scraping", "prometheus");
        String token = "Bearer " + prometheus.client().getConfiguration().getAutoOAuthToken();

        assertThat(access.ask(token)).isEqualTo(Answer.FORBIDDEN);
        var admin = plane.admin().kubectl();
        admin.run("create", "clusterrole", "scraper", "--verb=get", "--non-resource-url=/metrics");
        admin.run("create", "clusterrolebinding", "scraper", "--clusterrole=scraper", "--user=" + prometheus.name());
        assertThat(access.ask(token)).as("for ten seconds").isEqualTo(Answer.FORBIDDEN);
        await().until(() -> {
            now.addAndGet(Duration.ofSeconds(11).toNanos());
            return access.ask(token) == Answer.GRANTED;
        });
    }

    @Test
    void aStrangersTokenIsAskedAboutOnce(ControlPlane plane) {
        try (TcpGate gate = plane.gate()) {
            var access = new ScrapeAccess(plane.admin().through(gate).client(), now::get);
            assertThat(access.ask("bearer made-up")).isEqualTo(Answer.UNKNOWN_TOKEN);

            gate.shut();
            assertThat(access.ask("bearer made-up")).isEqualTo(Answer.UNKNOWN_TOKEN);
        }
    }

    @Test
    void whoShowsNoTokenIsNotAskedAbout(ControlPlane plane) {
        var access = new ScrapeAccess(plane.admin().client(), now::get);
        assertThat(access.ask(null)).isEqualTo(Answer.NO_TOKEN);
        assertThat(access.ask("Bearer ")).isEqualTo(Answer.NO_TOKEN);
        assertThat(access.ask("Basic YTpi")).isEqualTo(Answer.NO_TOKEN);
        assertThat(access.ask("Bearer " + "x".repeat(20_000))).isEqualTo(Answer.NO_TOKEN);
    }

    @Test
    void withoutTheApiServerNobodyIsLetIn(ControlPlane plane) {
        try (TcpGate gate = plane.gate()) {
            var access = new ScrapeAccess(plane.admin().through(gate).client(), now::get);
            gate.shut();
            assertThat(access.ask("Bearer made-up")).isEqualTo(Answer.UNDECIDED);
        }
    }
}
