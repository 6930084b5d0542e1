package cloud.kuryzhev.rbacguard.drift.certificates;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The Secret that holds {@code ca.crt}, {@code ca.key}, {@code tls.crt} and {@code tls.key}. Of two writers one fails: each names the
 * version that it read.
 */
final class CertificateSecret {

    private static final String ACCOUNT = "rbac-auditor";

    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    CertificateSecret(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    /**
     * What is stored.
     *
     * @param files by name; anybody may have written them
     * @param secret that holds them; empty if there is none
     */
    record Stored(SortedMap<String, byte[]> files, Optional<Secret> secret) {
        Stored {
            files = Collections.unmodifiableSortedMap(files);
        }
    }

    Stored read() {
        var files = new TreeMap<String, byte[]>();
        Optional<Secret> secret = Optional.ofNullable(resource().get());
        secret.map(Secret::getData)
                .orElse(Map.of())
                .forEach((key, value) -> files.put(key, Base64.getDecoder().decode(value)));
        return new Stored(files, secret);
    }

    /**
     * Stores {@code files} in place of {@code stored}.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 if somebody else wrote meanwhile
     */
    void replace(Stored stored, Map<String, byte[]> files) {
        var data = new TreeMap<String, String>();
        files.forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value)));
        if (stored.secret().isPresent()) {
            client.resource(new SecretBuilder(stored.secret().get())
                            .withData(data)
                            .build())
                    .update();
        } else {
            client.resource(empty().withData(data).build()).create();
        }
    }

    private SecretBuilder empty() {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withOwnerReferences(owner().stream().toList())
                .addToLabels("app.kubernetes.io/part-of", "rbac-guard")
                .endMetadata()
                .withType("kubernetes.io/tls");
    }

    /** This controller's own account, so that the keys go when it is uninstalled. */
    private Optional<OwnerReference> owner() {
        return Optional.ofNullable(client.serviceAccounts()
                        .inNamespace(namespace)
                        .withName(ACCOUNT)
                        .get())
                .map(account -> new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("ServiceAccount")
                        .withName(ACCOUNT)
                        .withUid(account.getMetadata().getUid())
                        .build());
    }

    private Resource<Secret> resource() {
        return client.secrets().inNamespace(namespace).withName(name);
    }

    @Override
    public String toString() {
        return "Secret " + namespace + "/" + name;
    }
}
