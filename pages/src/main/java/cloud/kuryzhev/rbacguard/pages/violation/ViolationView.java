package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.kube.SuggestedObjects;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.Remediation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ShadowWatch;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.pages.known.Phases;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One violation as its page shows it.
 *
 * @param away whether this is what was seen before the API server went away
 * @param mayReview whether the viewer may decide about it
 */
record ViolationView(RBACViolation violation, LiveObjects live, boolean away, boolean mayReview) {

    public RBACViolationSpec spec() {
        return violation.getSpec();
    }

    public String path() {
        return "/violations/" + violation.getMetadata().getNamespace() + "/"
                + violation.getMetadata().getName();
    }

    public String title() {
        String namespace = spec().sourceNamespace() == null ? "" : spec().sourceNamespace() + "/";
        return spec().sourceKind() + " " + namespace + spec().sourceName();
    }

    public String namespace() {
        return violation.getMetadata().getNamespace();
    }

    public String phase() {
        return Phases.of(violation);
    }

    public String shown() {
        return Shown.of(violation).toString();
    }

    @Nullable
    public SuggestedChange suggestion() {
        return spec().suggestion();
    }

    /** {@code ""} where nothing is to be created. */
    public String manifest() {
        return spec().suggestion() == null || spec().suggestion().manifest() == null
                ? ""
                : spec().suggestion().manifest();
    }

    /** Whether there is anything to approve. */
    public boolean isApprovable() {
        return spec().suggestion() != null && !Steps.isNone(spec().suggestion());
    }

    /** Whether there is anything to undo. */
    public boolean isUndoable() {
        Remediation it =
                violation.getStatus() == null ? null : violation.getStatus().remediation();
        return it != null && it.step().equals(Remediation.APPLIED);
    }

    /** What is live beside what is suggested, both written the same way. */
    public SideBySide compared() {
        var manifests = new Manifests();
        String suggested = spec().suggestion() == null ? "" : manifests.yaml(SuggestedObjects.of(spec().suggestion()));
        return SideBySide.of(manifests.yaml(live.objects()), suggested);
    }

    public List<String> steps() {
        return Steps.of(spec().suggestion());
    }

    public List<String> commands() {
        return Commands.of(violation);
    }

    public List<Decided> decisions() {
        return Decided.all(violation);
    }

    public List<History.Entry> history() {
        return History.of(violation);
    }

    @Nullable
    public ShadowWatch shadow() {
        return violation.getStatus() == null ? null : violation.getStatus().shadow();
    }

    @Nullable
    public Remediation remediation() {
        return violation.getStatus() == null ? null : violation.getStatus().remediation();
    }
}
