package cloud.kuryzhev.rbacguard.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.cli.RbacGuard;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code generate} takes of memory does not grow with the log, whatever names are in it. */
class BoundedMemoryTest {

    private static final int EVENTS = 200_000;
    private static final String HEAP = "-Xmx40m";

    @TempDir
    Path directory;

    @Test
    void aLogOfManyTimesTheHeapIsReadThoughEveryEventNamesAnotherObject() throws IOException, InterruptedException {
        Path log = directory.resolve("audit.log");
        write(log);
        assertThat(Files.size(log)).isGreaterThan(4 * (40L << 20));
        Path roles = directory.resolve("roles.yaml");
        Path errors = directory.resolve("errors");
        Process generate = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        RbacGuard.class.getName(),
                        "generate",
                        "--all",
                        "-f",
                        log.toString()))
                .redirectOutput(roles.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(generate.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(generate.exitValue()).as(Files.readString(errors)).isZero();
        assertThat(Files.readString(roles))
                .contains("for what " + EVENTS + " requests used")
                .contains("- configmaps\n")
                .doesNotContain("resourceNames");
    }

    private static void write(Path log) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(log)) {
            for (int i = 0; i < EVENTS; i++) {
                out.write("""
                    {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"RequestResponse","auditID":"%1$d","stage":"ResponseComplete",\
                    "requestURI":"/api/v1/namespaces/shop/configmaps/made-up-%1$d","verb":"get",\
                    "user":{"username":"system:serviceaccount:shop:cart","groups":["system:authenticated"],\
                    "extra":{"authentication.kubernetes.io/pod-name":["cart-%1$d"]}},\
                    "objectRef":{"resource":"configmaps","namespace":"shop","name":"made-up-%1$d","apiVersion":"v1"},\
                    "responseStatus":{"code":200},"responseObject":{"data":"%2$s"},\
                    "stageTimestamp":"2026-11-22T05:40:00.000000Z","annotations":{"authorization.k8s.io/decision":"allow"}}
                    """.formatted(i, "x".repeat(300)));
            }
        }
    }
}
