package cloud.kuryzhev.rbacguard.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.util.Base64;

/**
 * Where a user finds the API server, and what it shows there.
 *
 * @param caCertificate PEM; empty trusts every server
 */
record Kubeconfig(String user, URI server, String caCertificate, Credential credential) {

    /** What proves who somebody is. */
    sealed interface Credential {
        /** Nothing. */
        record None() implements Credential {}

        /** A bearer token. */
        record Token(String value) implements Credential {}

        /** A client certificate and its key, both PEM. */
        record Certificate(CertificateAuthority.Identity identity) implements Credential {}
    }

    /** For a client that sends no credential and trusts whatever answers at {@code server}. */
    static Kubeconfig unverified(URI server) {
        return new Kubeconfig("nobody", server, "", new Credential.None());
    }

    Kubeconfig at(URI otherServer) {
        return new Kubeconfig(user, otherServer, caCertificate, credential);
    }

    /** As kubectl and every client library reads it: one context, nothing in other files. */
    String yaml() {
        Config config = new ConfigBuilder()
                .addNewCluster()
                .withName("testbed")
                .withNewCluster()
                .withServer(server.toString())
                .withCertificateAuthorityData(base64(caCertificate))
                .withInsecureSkipTlsVerify(caCertificate.isEmpty())
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName(user)
                .withUser(authInfo())
                .endUser()
                .addNewContext()
                .withName("testbed")
                .withNewContext()
                .withCluster("testbed")
                .withUser(user)
                .endContext()
                .endContext()
                .withCurrentContext("testbed")
                .build();
        return Serialization.asYaml(config);
    }

    private AuthInfo authInfo() {
        return switch (credential) {
            case Credential.None() -> new AuthInfo();
            case Credential.Token(String value) ->
                new AuthInfoBuilder().withToken(value).build();
            case Credential.Certificate(CertificateAuthority.Identity(String certificate, String key)) ->
                new AuthInfoBuilder()
                        .withClientCertificateData(base64(certificate))
                        .withClientKeyData(base64(key))
                        .build();
        };
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
