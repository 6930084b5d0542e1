package cloud.kuryzhev.rbacguard.demo;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The chart, installed for services outside of the cluster, with nobody where they should be. */
final class NobodyThere {

    private NobodyThere() {}

    /** Installs it; nothing listens on port 1. */
    static void install(ControlPlane plane, String... values) throws InterruptedException {
        var arguments = new ArrayList<>(List.of(
                ProjectRoot.find().resolve("chart").toString(),
                "rbac-guard",
                Guard.NAMESPACE,
                plane.admin().kubeconfig().toString(),
                "admission.url=https://127.0.0.1:1/validate",
                "certificates.issuer=provided",
                "certificates.caBundle=" + caBundle(plane)));
        arguments.addAll(List.of(values));
        HelmInstall.run(plane.directory(), arguments);
    }

    static String caBundle(ControlPlane plane) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(plane.caCertificate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
