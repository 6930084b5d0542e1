package cloud.kuryzhev.rbacguard.kube.backstop;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A backstop in force, on an API server that no webhook serves. */
record Installed(KubernetesClient admin, Backstop backstop) implements AutoCloseable {

    static final Duration SOON = Duration.ofMinutes(1);
    private static final String ROLE = """
            kind: ClusterRole
            metadata: {name: probe}
            rules: [{apiGroups: [""], resources: [pods], verbs: ["*"]}]
            """;
    private static final String BINDING = """
            kind: ClusterRoleBinding
            metadata: {name: probe}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
            """;

    /** What the API server has against an object; code 0 if nothing. */
    record Refusal(int code, String message) {}

    /** Applies {@code backstop}, and returns once the API server refuses by it. */
    static Installed in(KubernetesClient admin, Backstop backstop) {
        backstop.objects().forEach(object -> admin.resource(object).serverSideApply());
        var installed = new Installed(admin, backstop);
        await().atMost(SOON).until(() -> installed.refuses(ROLE) && installed.refuses(BINDING));
        return installed;
    }

    private boolean refuses(String manifest) {
        return creation(manifest).code() == 403;
    }

    /** What the API server says to the creation of {@code manifest}, without its apiVersion; nothing is stored. */
    Refusal creation(String manifest) {
        return creation(read(manifest));
    }

    Refusal creation(HasMetadata object) {
        return refusal(() -> admin.resource(object).dryRun().create());
    }

    /** What it says to an update of what is stored; nothing is stored. */
    <T extends HasMetadata> Refusal update(T stored, UnaryOperator<T> edit) {
        return refusal(() -> admin.resource(stored).dryRun().edit(edit));
    }

    HasMetadata read(String manifest) {
        return admin.getKubernetesSerialization().unmarshal("apiVersion: rbac.authorization.k8s.io/v1\n" + manifest);
    }

    private static Refusal refusal(Runnable request) {
        try {
            request.run();
            return new Refusal(0, "");
        } catch (KubernetesClientException e) {
            return new Refusal(e.getCode(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        backstop.objects().forEach(object -> admin.resource(object).delete());
        await().atMost(SOON).until(() -> !refuses(ROLE) && !refuses(BINDING));
    }
}
