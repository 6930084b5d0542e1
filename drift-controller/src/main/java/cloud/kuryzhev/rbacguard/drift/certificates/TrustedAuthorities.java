package cloud.kuryzhev.rbacguard.drift.certificates;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The authorities that the API server trusts the webhooks by: {@code caBundle} of each of the guard's webhooks. */
final class TrustedAuthorities {

    private static final List<String> VALIDATING = List.of("rbac-guard", "rbac-guard-guarding");
    private static final List<String> MUTATING = List.of("rbac-guard");

    private final KubernetesClient client;

    TrustedAuthorities(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Has every webhook that exists trust {@code bundle}; returns how many configurations were changed.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 if somebody else wrote meanwhile
     */
    int publish(byte[] bundle) {
        String caBundle = Base64.getEncoder().encodeToString(bundle);
        var admission = client.admissionRegistration().v1();
        int changed = 0;
        for (String name : VALIDATING) {
            ValidatingWebhookConfiguration found =
                    admission.validatingWebhookConfigurations().withName(name).get();
            if (found != null && set(found.getWebhooks().stream().map(it -> it.getClientConfig()), caBundle)) {
                client.resource(found).update();
                changed++;
            }
        }
        for (String name : MUTATING) {
            MutatingWebhookConfiguration found =
                    admission.mutatingWebhookConfigurations().withName(name).get();
            if (found != null && set(found.getWebhooks().stream().map(it -> it.getClientConfig()), caBundle)) {
                client.resource(found).update();
                changed++;
            }
        }
        return changed;
    }

    /** Whether that changed any of them. */
    private static boolean set(Stream<WebhookClientConfig> webhooks, String caBundle) {
        List<WebhookClientConfig> others =
                webhooks.filter(it -> !caBundle.equals(it.getCaBundle())).toList();
        others.forEach(it -> it.setCaBundle(caBundle));
        return !others.isEmpty();
    }
}
