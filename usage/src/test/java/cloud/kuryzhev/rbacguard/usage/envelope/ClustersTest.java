package cloud.kuryzhev.rbacguard.usage.envelope;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.envelope.ReadOutcome.SeveralClusters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One cluster's events never count for another. */
class ClustersTest extends FilesCase {

    private static final ClusterId A = new ClusterId("aks:/a");
    private static final ClusterId B = new ClusterId("aks:/b");

    @Test
    void filesOfSeveralClustersAreRefused() throws IOException {
        write("a", record("/A"));
        Path b = write("b", record("/B"));
        assertThat(new AuditFiles(CLOCK).read(List.of(directory), sink())).isEqualTo(new SeveralClusters(A, B, b));
        assertThat(seen).hasSize(1);
    }

    @Test
    void aFileOfSeveralClustersIsRefused() throws IOException {
        Path both = write("both", record("/A") + record("/B") + record("/A"));
        assertThat(new AuditFiles(CLOCK).read(List.of(both), sink())).isEqualTo(new SeveralClusters(A, B, both));
    }

    @Test
    void theRefusalSaysWhatWhereAndWhatToDo() {
        assertThat(new SeveralClusters(A, B, Path.of("b")).message())
                .isEqualTo(
                        "b has events of cluster aks:/b, but those before are of aks:/a: give the files of one cluster, or say"
                                + " which to read");
    }

    @Test
    void ofAChosenClusterAllAndOfOthersNothingIsTaken() throws IOException {
        Path both = write("both", record("/A") + record("/B") + record("/A"));
        ReadOutcome outcome = new AuditFiles(CLOCK).only(B).read(List.of(both), sink());
        assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.Complete.class, complete -> {
            assertLines(complete.files().getFirst(), Map.of("used", 1L, "skipped:other_cluster", 2L));
            assertThat(complete.cluster()).isEqualTo(Optional.of(B));
        });
    }

    @Test
    void filesThatDoNotSayPass() throws IOException {
        write("a", record("/A"));
        write("plain", event().line());
        assertThat(complete(directory).cluster()).isEqualTo(Optional.of(A));
    }

    @Test
    void nothingNamedIsNoCluster() throws IOException {
        assertThat(complete(write("plain", event().line())).cluster()).isEmpty();
    }

    private static String record(String resourceId) {
        return "{\"category\":\"kube-audit\",\"properties\":{\"log\":%s},\"resourceId\":\"%s\"}"
                .formatted(quoted(event().line()), resourceId);
    }
}
