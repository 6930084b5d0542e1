package cloud.kuryzhev.rbacguard.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** AdmissionReviews as an API server sends them. */
final class Bodies {

    private Bodies() {}

    /** A ClusterRole that nobody minds. */
    static byte[] harmless() throws IOException {
        try (InputStream in = Objects.requireNonNull(Bodies.class.getResourceAsStream("/warm-up-role.json"))) {
            return in.readAllBytes();
        }
    }

    /** A ClusterRoleBinding of {@code role} to a service account. */
    static byte[] binding(String role) throws IOException {
        return new String(harmless(), UTF_8)
                .replace("ClusterRole\"", "ClusterRoleBinding\"")
                .replace("clusterroles", "clusterrolebindings")
                .replaceFirst("\"rules\":.*?}]}", """
                        "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"%s"},\
                        "subjects":[{"kind":"ServiceAccount","name":"deployer","namespace":"delivery"}]}""".formatted(role))
                .getBytes(UTF_8);
    }
}
