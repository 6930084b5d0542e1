package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.UsageResources;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.DayOfUse;
import cloud.kuryzhev.rbacguard.usage.store.SeenFrom;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes RBACUsage objects by server-side apply. */
@Component
final class UsageWriter {

    /** Owns every field of them. */
    static final String FIELD_MANAGER = "rbac-guard-usage";

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(true)
            .build();
    private static final Logger LOG = LoggerFactory.getLogger(UsageWriter.class);

    private final KubernetesClient client;
    private final UsageStore store;

    UsageWriter(KubernetesClient client, UsageStore store) {
        this.client = client;
        this.store = store;
    }

    /** One that cannot be written must not keep the others from being written: 1 for such a failure, else 0. */
    int attempt(Runnable write) {
        try {
            write.run();
            return 0;
        } catch (KubernetesClientException e) {
            LOG.warn("an RBACUsage could not be written, and will be tried again: {}", e.getMessage());
            return 1;
        }
    }

    void apply(DesiredUsage wanted) {
        var object = new RBACUsage();
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace(wanted.place().namespace())
                .withName(wanted.place().name())
                .withOwnerReferences(owners(wanted))
                .build());
        SeenFrom from = store.seenFrom(wanted.subject());
        List<DayOfUse> days = store.days(wanted.subject(), DayOfUse.MOST);
        object.setSpec(UsageResources.toSpec(wanted.summary(), from.pods(), from.nodes(), days));
        client.resource(object).patch(APPLY);
    }

    void delete(RBACUsage object) {
        client.resource(object).delete();
    }

    /** Not a blocking one: that would need rights on the service account's finalizers. */
    private static List<OwnerReference> owners(DesiredUsage wanted) {
        if (!(wanted.subject() instanceof Subject.ServiceAccount account)) {
            return List.of();
        }
        return wanted.owner().stream()
                .map(uid -> new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("ServiceAccount")
                        .withName(account.name())
                        .withUid(uid)
                        .build())
                .toList();
    }
}
