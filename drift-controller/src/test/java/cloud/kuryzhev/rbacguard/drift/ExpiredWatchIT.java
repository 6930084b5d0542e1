package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.TcpGate;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The controller is cut off, everything changes, and the API server's watch cache begins anew: what the controller knows is too old to
 * watch from. The API server says so inside a stream with status 200, so the audit log alone cannot show it; the very watch is asked
 * again.
 */
@WithControlPlane
class ExpiredWatchIT {

    private static final String BINDINGS = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";

    @Test
    void aRelistAfter410GoneLosesNothing(ControlPlane plane, @TempDir Path directory) throws Exception {
        Installation cluster = Installation.in(plane);
        try (TcpGate gate = plane.gate();
                Guard guard = Guard.start(cluster.auditor().through(gate), plane.auditLog(), directory)) {
            cluster.bindClusterAdmin("old-admin", "default", "gone");
            cluster.eventuallyOpen("old-admin");

            gate.shut();
            cluster.deleteClusterRoleBinding("old-admin");
            cluster.bindClusterAdmin("new-admin", "default", "gone");
            plane.restartApiServer();
            Instant opened = Instant.now();
            gate.open();

            cluster.eventuallyOpen("new-admin");
            cluster.eventuallyResolved("old-admin");
            List<String> requests = requests(plane, cluster, opened);
            String watch = requests.stream()
                    .filter(uri -> uri.contains("watch=true"))
                    .findFirst()
                    .orElseThrow();
            assertThat(cluster.kubectl("get", "--raw", watch)).contains("\"code\":410", "too old resource version");
            assertThat(requests.subList(requests.indexOf(watch) + 1, requests.size()))
                    .anySatisfy(uri -> assertThat(uri).doesNotContain("watch=true"));
            assertThat(guard.readiness()).contains("\"status\":\"UP\"");
        } finally {
            cluster.deleteClusterRoleBinding("new-admin");
        }
    }

    /** The controller's requests for ClusterRoleBindings since then, in order. */
    private static List<String> requests(ControlPlane plane, Installation cluster, Instant since) throws IOException {
        try (Stream<String> lines = Files.lines(plane.auditLog())) {
            return lines.filter(line -> line.contains(BINDINGS))
                    .map(ExpiredWatchIT::json)
                    .filter(event -> event.path("user")
                            .path("username")
                            .asText()
                            .equals(cluster.auditor().name()))
                    .filter(event -> Instant.parse(
                                    event.path("requestReceivedTimestamp").asText())
                            .isAfter(since))
                    .map(event -> event.path("requestURI").asText())
                    .distinct()
                    .toList();
        }
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
