package cloud.kuryzhev.rbacguard.drift.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Who may deliver; asked before a byte of the body is read. */
@FunctionalInterface
interface Admission {

    boolean allows(HttpServletRequest request);

    /** Those of a verified client certificate with one of {@code names} as its common name. */
    static Admission ofClients(Collection<String> names) {
        Set<String> allowed = Set.copyOf(names);
        return request -> commonName(request).filter(allowed::contains).isPresent();
    }

    private static Optional<String> commonName(HttpServletRequest request) {
        Object shown = request.getAttribute("jakarta.servlet.request.X509Certificate");
        return shown instanceof X509Certificate[] chain && chain.length > 0
                ? commonName(chain[0].getSubjectX500Principal().getName())
                : Optional.empty();
    }

    private static Optional<String> commonName(String subject) {
        try {
            return new LdapName(subject)
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(String::valueOf)
                            .findFirst();
        } catch (InvalidNameException _) {
            return Optional.empty();
        }
    }

    /** Those who know {@code secret}, as Data Firehose shows it; nobody if it is empty. */
    static Admission ofHeader(String header, String secret) {
        return request -> matches(secret, request.getHeader(header));
    }

    /** Those who know {@code secret}, as the URL of a Pub/Sub push subscription can carry it; nobody if it is empty. */
    static Admission ofToken(String secret) {
        return request -> matches(secret, request.getParameter("token"));
    }

    /** In a time that says nothing about the secret. */
    private static boolean matches(String secret, @org.jspecify.annotations.Nullable String shown) {
        String answer = Objects.requireNonNullElse(shown, "");
        return !secret.isEmpty() && MessageDigest.isEqual(secret.getBytes(UTF_8), answer.getBytes(UTF_8));
    }
}
