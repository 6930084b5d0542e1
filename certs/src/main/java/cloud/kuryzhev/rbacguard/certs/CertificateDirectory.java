package cloud.kuryzhev.rbacguard.certs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A directory that always holds {@code tls.crt}, {@code tls.key}, {@code ca.crt} and {@code ca.key}, for one process to write
 * and any to read. Keys are readable by their owner only; all files change at once.
 */
public record CertificateDirectory(Path directory, Rotation rotation) {

    /**
     * Creates or renews what needs it at {@code now}; see {@link Rotation#next} for the order of things.
     *
     * @throws IOException if the directory cannot be created, read or written
     */
    public Rotation.Step ensure(Instant now) throws IOException {
        Files.createDirectories(directory);
        Rotation.Step step = rotation.next(read(), now);
        if (!step.changes().isEmpty()) {
            new AtomicFiles(directory).replace(step.certificates().files());
        }
        return step;
    }

    private Map<String, byte[]> read() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (String name : Certificates.NAMES) {
            try (InputStream in = Files.newInputStream(directory.resolve(name))) {
                files.put(name, in.readNBytes(Pem.MAX_BYTES + 1)); // one more, so that Pem sees it is too long
            } catch (NoSuchFileException _) {
                // the rotation makes what is absent
            }
        }
        return files;
    }
}
