package cloud.kuryzhev.rbacguard.benchmarks.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What the benchmarks judge: the creation of a ClusterRole of twelve rules, as a certificate operator ships one. */
public final class Reviews {

    /** Of the role. */
    public static final String NAME = "certificate-operator";

    private Reviews() {}

    /** The AdmissionReview as an API server sends it. */
    public static byte[] body() {
        try (InputStream in = Objects.requireNonNull(Reviews.class.getResourceAsStream("review.json"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
