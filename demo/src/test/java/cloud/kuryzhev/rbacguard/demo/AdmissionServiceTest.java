package cloud.kuryzhev.rbacguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionServiceTest {

    @TempDir
    Path target;

    @BeforeEach
    void build() throws IOException {
        write("admission-exec.jar", 1_000);
    }

    @Test
    void withoutACacheItStartsFromTheJar() {
        assertThat(new AdmissionService(target).command())
                .endsWith("-jar", target.resolve("admission-exec.jar").toString())
                .hasSize(3);
    }

    @Test
    void aCacheThatIsNewerThanTheJarIsUsed() throws IOException {
        write("app/admission.aot", 2_000);

        assertThat(new AdmissionService(target).command())
                .contains("@" + target.resolve("app/jvm.options"), "-XX:AOTCache=" + target.resolve("app/admission.aot"))
                .endsWith("-jar", target.resolve("app/admission.jar").toString());
    }

    @Test
    void oneThatIsOlderHoldsOtherCode() throws IOException {
        write("app/admission.aot", 500);

        assertThat(new AdmissionService(target).command())
                .contains(target.resolve("admission-exec.jar").toString());
    }

    private void write(String file, long millis) throws IOException {
        Path path = target.resolve(file);
        Files.createDirectories(path.getParent());
        Files.setLastModifiedTime(Files.writeString(path, ""), FileTime.fromMillis(millis));
    }
}
