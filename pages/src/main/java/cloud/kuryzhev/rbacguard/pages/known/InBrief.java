package cloud.kuryzhev.rbacguard.pages.known;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps of each violation what a list of them shows: of ten thousand, that is a tenth. */
final class InBrief extends BasicItemStore<RBACViolation> {

    InBrief() {
        super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public RBACViolation put(String key, RBACViolation violation) {
        violation.getMetadata().setManagedFields(List.of());
        violation.getMetadata().setAnnotations(Map.of());
        violation.setSpec(brief(violation.getSpec()));
        violation.setStatus(brief(violation.getStatus()));
        return super.put(key, violation);
    }

    private static @Nullable RBACViolationSpec brief(@Nullable RBACViolationSpec it) {
        return it == null
                ? null
                : new RBACViolationSpec(
                        it.sourceKind(),
                        it.sourceName(),
                        it.sourceNamespace(),
                        it.violatedRules(),
                        it.severity(),
                        List.of(),
                        it.subjects(),
                        it.usage(),
                        List.of(),
                        List.of(),
                        it.gap(),
                        it.suggestion() == null
                                ? null
                                : SuggestedChange.none(it.suggestion().summary()),
                        null,
                        it.omitted(),
                        it.review());
    }

    private static @Nullable RBACViolationStatus brief(@Nullable RBACViolationStatus it) {
        Remediation kept = it == null ? null : it.remediation();
        return it == null || kept == null
                ? it
                : it.with(new Remediation(
                        kept.step(),
                        kept.message(),
                        kept.content(),
                        kept.approvedBy(),
                        kept.author(),
                        kept.uid(),
                        null,
                        List.of(),
                        kept.appliedAt(),
                        kept.watchedUntil(),
                        kept.refused()));
    }
}
