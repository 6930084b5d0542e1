package cloud.kuryzhev.rbacguard.benchmarks.webhook;

import cloud.kuryzhev.rbacguard.kube.backstop.Backstop;
import cloud.kuryzhev.rbacguard.policy.Policy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Something that may judge a role; it is asked about those that carry its name as the label {@code bench}, so that all can be in force at
 * once and take turns.
 *
 * @param objects what makes the API server ask it
 */
record Contender(String name, List<HasMetadata> objects) {

    static final String LABEL = "bench";

    /** The API server alone. */
    static Contender nobody() {
        return new Contender("none", List.of());
    }

    /** The default policy, as the API server evaluates it by itself. */
    static Contender policy() {
        return new Contender(
                "vap",
                Backstop.of(Policy.DEFAULT, Instant.EPOCH).objects().stream()
                        .map(object -> object instanceof ValidatingAdmissionPolicy policy ? selecting(policy) : object)
                        .toList());
    }

    /** @param ca PEM of the certificate that signed the webhook's */
    static Contender webhook(String name, URI url, byte[] ca) {
        return new Contender(
                name,
                List.of(new ValidatingWebhookConfigurationBuilder()
                        .withNewMetadata()
                        .withName("bench-" + name)
                        .endMetadata()
                        .addNewWebhook()
                        .withName(name + ".bench.kuryzhev.cloud")
                        .withNewClientConfig()
                        .withUrl(url.toString())
                        .withCaBundle(Base64.getEncoder().encodeToString(ca))
                        .endClientConfig()
                        .addNewRule()
                        .withApiGroups("rbac.authorization.k8s.io")
                        .withApiVersions("v1")
                        .withOperations("CREATE", "UPDATE")
                        .withResources("clusterroles")
                        .endRule()
                        .withNewObjectSelector()
                        .addToMatchLabels(LABEL, name)
                        .endObjectSelector()
                        .withFailurePolicy("Fail")
                        .withSideEffects("None")
                        .withTimeoutSeconds(10)
                        .withAdmissionReviewVersions("v1")
                        .endWebhook()
                        .build()));
    }

    private static HasMetadata selecting(ValidatingAdmissionPolicy policy) {
        return policy.edit()
                .editSpec()
                .editMatchConstraints()
                .withNewObjectSelector()
                .addToMatchLabels(LABEL, "vap")
                .endObjectSelector()
                .endMatchConstraints()
                .endSpec()
                .build();
    }
}
