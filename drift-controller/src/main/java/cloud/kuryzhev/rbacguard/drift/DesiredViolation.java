package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A violation that should stand in the cluster.
 *
 * @param namespace the live object's, or the release's for a cluster-scoped one
 * @param name made of the live object's kind and name and a digest over kind, namespace and name: always the same for one object, never
 *     for two; a DNS subdomain (RFC 1123) of at most 200 characters
 */
record DesiredViolation(String namespace, String name, RBACViolationSpec spec) {

    private static final int MAX_READABLE = 180;
    private static final int DIGEST_CHARACTERS = 10;

    static DesiredViolation of(RBACViolationSpec spec, String releaseNamespace) {
        String namespace = spec.sourceNamespace() == null ? releaseNamespace : spec.sourceNamespace();
        return new DesiredViolation(namespace, name(spec), spec);
    }

    private static String name(RBACViolationSpec spec) {
        String readable = (spec.sourceKind() + "-" + spec.sourceName())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String cut = readable.length() <= MAX_READABLE ? readable : readable.substring(0, MAX_READABLE);
        String key = spec.sourceKind() + "/" + (spec.sourceNamespace() == null ? "" : spec.sourceNamespace()) + "/"
                + spec.sourceName();
        return cut + "-" + digest(key);
    }

    private static String digest(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
