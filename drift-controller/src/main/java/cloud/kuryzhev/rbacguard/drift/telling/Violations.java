package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The violations in the cluster, and on each what was told of it. */
interface Violations {

    /** As it stands now. */
    Optional<RBACViolation> find(Place place);

    /** All in a namespace. */
    List<RBACViolation> in(String namespace);

    /** Writes down what a sink was told; does nothing if it was deleted meanwhile. */
    void record(RBACViolation violation, String sink, Told told);

    /** Those of the cluster that {@code client} reaches; each method fails with a {@link KubernetesClientException}. */
    static Violations of(KubernetesClient client) {
        return new Stored(client);
    }

    /** A merge patch touches nothing but the one annotation, and the uid in it makes it fail on another object of the same name. */
    record Stored(KubernetesClient client) implements Violations {

        private static final PatchContext MERGE = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("rbac-guard-telling")
                .build();
        private static final List<Integer> DELETED = List.of(404, 409);

        @Override
        public Optional<RBACViolation> find(Place place) {
            return Optional.ofNullable(client.resources(RBACViolation.class)
                    .inNamespace(place.namespace())
                    .withName(place.name())
                    .get());
        }

        @Override
        public List<RBACViolation> in(String namespace) {
            return client.resources(RBACViolation.class)
                    .inNamespace(namespace)
                    .list()
                    .getItems();
        }

        @Override
        public void record(RBACViolation violation, String sink, Told told) {
            Map<String, Object> patch = Map.of(
                    "metadata",
                    Map.of(
                            "uid",
                            violation.getMetadata().getUid(),
                            "annotations",
                            Map.of(Told.annotation(sink), told.value())));
            try {
                client.resources(RBACViolation.class)
                        .inNamespace(violation.getMetadata().getNamespace())
                        .withName(violation.getMetadata().getName())
                        .patch(MERGE, client.getKubernetesSerialization().asJson(patch));
            } catch (KubernetesClientException e) {
                if (!DELETED.contains(e.getCode())) {
                    throw e;
                }
            }
        }
    }
}
