package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The certificate that the admission service serves, as Secret {@code rbac-guard-tls} has it. */
final class ServingCertificate implements Check {

    private static final String SECRET = "rbac-guard-tls";

    /** The controller renews it when ten of its thirty days are left. */
    private static final Duration SOON = Duration.ofDays(7);

    @Override
    public String name() {
        return "serving certificate";
    }

    @Override
    public String why() {
        return "pods wait for the Secret to start, and the API server refuses a certificate that has ended or is another's";
    }

    @Override
    public List<Seen> look(Site site) {
        if (site.outside()) {
            return List.of(Seen.ok("served outside of the cluster; see \"refusal\" for whether it is trusted"));
        }
        String fix =
                "kubectl -n " + site.namespace() + " logs deployment/rbac-guard-drift-controller | grep -i certificate";
        return List.of(
                switch (site.here("/api/v1", "secrets/" + SECRET)) {
                    case Answer.Absent _ ->
                        Seen.fail("Secret " + SECRET + " is not there, so no replica of admission can start", fix);
                    case Answer.Refused refused -> Seen.unknown("Secret " + SECRET, refused);
                    case Answer.Found found -> look(found.json(), site, fix);
                });
    }

    private static Seen look(JsonNode secret, Site site, String fix) {
        try {
            List<X509Certificate> chain =
                    ReadCertificates.of(secret.path("data").path("tls.crt").asText());
            if (chain.isEmpty() || !secret.path("data").has("tls.key")) {
                return Seen.fail("Secret " + SECRET + " lacks tls.crt or tls.key", fix);
            }
            X509Certificate serving = chain.getFirst();
            Instant end = serving.getNotAfter().toInstant();
            return problem(chain, site)
                    .map(it -> Seen.fail("the certificate in Secret " + SECRET + " " + it, fix))
                    .orElseGet(() -> end.isBefore(site.now().plus(SOON))
                            ? Seen.warn("the certificate ends at " + end + ", and should have been renewed", fix)
                            : Seen.ok("until " + end));
        } catch (CertificateException e) {
            return Seen.fail("tls.crt of Secret " + SECRET + " is no certificate: " + e.getMessage(), fix);
        }
    }

    private static Optional<String> problem(List<X509Certificate> chain, Site site) throws CertificateException {
        X509Certificate serving = chain.getFirst();
        String name = "rbac-guard-admission." + site.namespace() + ".svc";
        if (!TrustedAuthority.isValid(serving, site.now())) {
            return Optional.of("is valid from " + serving.getNotBefore().toInstant() + " to "
                    + serving.getNotAfter().toInstant() + " only");
        }
        if (!names(serving).contains(name)) {
            return Optional.of("is for " + names(serving) + " and not for " + name);
        }
        return TrustedAuthority.bundles(site).keySet().stream()
                        .map(ReadCertificates::orNone)
                        .filter(it -> !it.isEmpty())
                        .allMatch(it -> ReadCertificates.signed(chain.getLast(), it))
                ? Optional.empty()
                : Optional.of("is not signed by an authority that every webhook trusts");
    }

    private static List<String> names(X509Certificate certificate) throws CertificateParsingException {
        return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                .flatMap(Collection::stream)
                .map(it -> String.valueOf(it.get(1)))
                .toList();
    }
}
