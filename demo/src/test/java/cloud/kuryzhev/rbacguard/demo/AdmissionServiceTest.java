package cloud.kuryzhev.rbacguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionServiceTest {

    @TempDir
    Path target;

    @Test
    void withoutACacheItStartsFromTheJar() throws IOException {
        write("admission-exec.jar");

        assertThat(new AdmissionService(target).command())
                .endsWith("-jar", target.resolve("admission-exec.jar").toString())
                .hasSize(3);
    }

    @Test
    void aCacheThatWasMadeAfterTheJarIsUsed() throws IOException {
        write("admission-exec.jar");
        writeAfter("admission-exec.jar", "app/admission.aot");

        assertThat(new AdmissionService(target).command())
                .contains(
                        "@" + target.resolve("app/jvm.options"), "-XX:AOTCache=" + target.resolve("app/admission.aot"))
                .endsWith("-jar", target.resolve("app/admission.jar").toString());
    }

    @Test
    void oneThatIsOlderHoldsOtherCodeWhateverTheJarSaysOfItsDay() throws IOException {
        write("app/admission.aot");
        Files.setLastModifiedTime(writeAfter("app/admission.aot", "admission-exec.jar"), FileTime.fromMillis(0));

        assertThat(new AdmissionService(target).command())
                .contains(target.resolve("admission-exec.jar").toString());
    }

    private Path write(String file) throws IOException {
        Path path = target.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, "");
    }

    /** Again, until the clock of the file system has moved. */
    private Path writeAfter(String first, String file) throws IOException {
        Path path = write(file);
        while (changed(path).compareTo(changed(target.resolve(first))) <= 0) {
            write(file);
        }
        return path;
    }

    private static FileTime changed(Path path) throws IOException {
        return (FileTime) Files.getAttribute(path, "unix:ctime");
    }
}
