package cloud.kuryzhev.rbacguard.drift.telling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret in a file, such as of a mounted Secret; read each time, since it may be changed while the service runs. */
record Secret(Path file) {

    private static final int MAX_BYTES = 64 * 1024;

    /** Without surrounding white space. */
    String read() throws NotTold {
        try (InputStream input = Files.newInputStream(file)) {
            String secret = new String(input.readNBytes(MAX_BYTES), UTF_8).strip();
            if (secret.isEmpty()) {
                throw new NotTold(Answer.busy(file + " is empty, and should hold a secret"));
            }
            return secret;
        } catch (IOException e) {
            throw new NotTold(Answer.busy("cannot read the secret in " + file + ": " + e.getMessage()));
        }
    }
}
