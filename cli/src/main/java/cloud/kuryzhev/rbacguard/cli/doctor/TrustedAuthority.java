package cloud.kuryzhev.rbacguard.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code caBundle} of every webhook: set, the same, readable, and good for a while. */
final class TrustedAuthority implements Check {

    /** The controller makes a new authority four months before the old one ends. */
    private static final Duration SOON = Duration.ofDays(30);

    @Override
    public String name() {
        return "trusted authority";
    }

    @Override
    public String why() {
        return "the API server calls a webhook only if it trusts its certificate; otherwise every change of roles is held up";
    }

    @Override
    public List<Seen> look(Site site) {
        Map<String, String> bundles = bundles(site);
        return bundles.isEmpty()
                ? List.of(new Seen(Verdict.UNKNOWN, "there are no webhooks", ""))
                : bundles.entrySet().stream()
                        .map(it -> look(it.getValue(), it.getKey(), site))
                        .toList();
    }

    /** Of all webhooks: one of those that have it by bundle. */
    static Map<String, String> bundles(Site site) {
        var bundles = new TreeMap<String, String>();
        ShippedWebhook.ALL.stream().map(ShippedWebhook::path).distinct().forEach(path -> {
            for (JsonNode webhook : site.api().get(path).json().path("webhooks")) {
                bundles.putIfAbsent(
                        webhook.path("clientConfig").path("caBundle").asText(),
                        webhook.path("name").asText());
            }
        });
        return bundles;
    }

    private static Seen look(String webhook, String bundle, Site site) {
        String fix = fix(site);
        if (bundle.isEmpty()) {
            return Seen.fail(webhook + " has no caBundle", fix);
        }
        try {
            List<X509Certificate> authorities = ReadCertificates.of(bundle);
            Instant end = authorities.stream()
                    .map(it -> it.getNotAfter().toInstant())
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.MIN);
            String until = "the authority ends at " + end;
            boolean valid = authorities.stream().anyMatch(it -> isValid(it, site.now()));
            return !valid
                    ? Seen.fail(webhook + " trusts nobody now: " + until, fix)
                    : end.isBefore(site.now().plus(SOON))
                            ? Seen.warn(webhook + ": " + until, fix)
                            : Seen.ok(webhook + ": " + authorities.size() + " until " + end);
        } catch (CertificateException e) {
            return Seen.fail(webhook + " has a caBundle that is no certificate: " + e.getMessage(), fix);
        }
    }

    static boolean isValid(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    /** The controller sets them every ten seconds: where they are wrong, it has a reason. */
    private static String fix(Site site) {
        return site.outside()
                ? site.upgrade("--set certificates.caBundle=<base64 of the PEM of the CA>")
                : "kubectl -n " + site.namespace()
                        + " logs deployment/rbac-guard-drift-controller | grep -i certificate";
    }
}
