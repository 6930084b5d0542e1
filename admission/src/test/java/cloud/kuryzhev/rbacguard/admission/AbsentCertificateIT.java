package cloud.kuryzhev.rbacguard.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as it is shipped, where its Secret is empty. */
class AbsentCertificateIT {

    /** What a kubelet keeps of a log as the reason ({@code k8s.io/kubernetes/pkg/kubelet/kuberuntime}), in bytes. */
    private static final int KEPT = 2048;

    @Test
    void theEndOfTheLogSaysWhatIsMissingAndWhatToDo(@TempDir Path empty) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@src/main/jvm/jvm.options",
                        "-jar",
                        "target/admission-exec.jar",
                        "--rbac-guard.tls.directory=" + empty)
                .redirectErrorStream(true)
                .start();
        byte[] log = process.getInputStream().readAllBytes();

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(new String(log, Math.max(0, log.length - KEPT), Math.min(KEPT, log.length), UTF_8))
                .contains("The webhook's certificate cannot be read", "tls.crt", "rbac-guard-tls");
    }
}
