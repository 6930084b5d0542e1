package cloud.kuryzhev.rbacguard.certs;

import static cloud.kuryzhev.rbacguard.certs.Fixtures.NOW;
import static cloud.kuryzhev.rbacguard.certs.Fixtures.ROTATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateDirectoryTest {

    @TempDir
    private Path temporary;

    private Path path;
    private CertificateDirectory directory;

    @BeforeEach
    void aDirectoryYetToBe() {
        path = temporary.resolve("certs");
        directory = new CertificateDirectory(path, ROTATION);
    }

    @Test
    void theBundleIsWhatTheFileHolds() throws Exception {
        Rotation.Step step = directory.ensure(NOW);

        assertThat(path.resolve("ca.crt")).hasBinaryContent(step.certificates().caBundle());
        assertThat(path.resolve("tls.key"))
                .hasBinaryContent(Pem.write(step.certificates().serving().key()));
    }

    @ParameterizedTest
    @CsvSource({"ca.key, rw-------", "tls.key, rw-------", "ca.crt, rw-r--r--", "tls.crt, rw-r--r--"})
    void keysAreForTheirOwnerOnly(String name, String permissions) throws Exception {
        directory.ensure(NOW);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve(name))))
                .isEqualTo(permissions);
    }

    @Test
    void nothingIsWrittenWhileAllIsCurrent() throws Exception {
        directory.ensure(NOW);
        Path data = Files.readSymbolicLink(path.resolve("..data"));

        assertThat(directory.ensure(NOW.plus(Duration.ofDays(19))).changes()).isEmpty();
        assertThat(Files.readSymbolicLink(path.resolve("..data"))).isEqualTo(data);
    }

    @Test
    void aRenewalChangesAllFilesByOneRenameAndLeavesNothingBehind() throws Exception {
        directory.ensure(NOW);
        Path stale = Files.createDirectory(path.resolve("..stale"));
        Files.writeString(stale.resolve("tls.key"), "left by a crash");

        assertThat(directory.ensure(NOW.plus(Duration.ofDays(21))).changes()).hasSize(1);

        assertThat(path.resolve("tls.crt")).isSymbolicLink();
        assertThat(Files.readSymbolicLink(path.resolve("tls.crt"))).isEqualTo(Path.of("..data", "tls.crt"));
        assertThat(names()).hasSize(6).contains("..data", "ca.crt", "ca.key", "tls.crt", "tls.key");
    }

    @Test
    void ordinaryFilesAreReadAndThenReplaced() throws Exception {
        Files.createDirectories(path);
        for (var file : ROTATION.next(Map.of(), NOW).certificates().files().entrySet()) {
            Files.write(path.resolve(file.getKey()), file.getValue());
        }

        assertThat(directory.ensure(NOW).changes()).isEmpty();
        assertThat(directory.ensure(NOW.plus(Duration.ofDays(21))).changes()).hasSize(1);
        assertThat(directory.ensure(NOW.plus(Duration.ofDays(21))).changes()).isEmpty();
    }

    @Test
    void anEndlessFileIsReadNoFurtherThanAllowedAndReplaced() throws Exception {
        directory.ensure(NOW);
        Path tls = path.resolve("tls.crt");
        Files.delete(tls);
        Files.createSymbolicLink(tls, Path.of("/dev/zero"));

        assertThat(directory.ensure(NOW).changes())
                .containsExactly("new serving certificate: tls.crt is longer than 65536 bytes");
        assertThat(directory.ensure(NOW).changes()).isEmpty();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
