package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** What is wrong with one live RBAC object, and what should stand in its place. */
@Group(RBACViolation.GROUP)
@Version("v1alpha1")
@ShortNames("rbacv")
@AdditionalPrinterColumn(name = "Kind", jsonPath = ".spec.sourceKind", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Object", jsonPath = ".spec.sourceName", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Rules", jsonPath = ".spec.violatedRules", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Severity", jsonPath = ".spec.severity", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Unused%",
        jsonPath = ".spec.gap.unusedPercent",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Review",
        jsonPath = ".status.conditions[?(@.type==\"Reviewed\")].message",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Risk%",
        jsonPath = ".spec.gap.unusedRiskPercent",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Suggestion",
        jsonPath = ".spec.suggestion.summary",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@SuppressWarnings("serial") // the model's base class is Serializable, its content is not
public class RBACViolation extends CustomResource<RBACViolationSpec, RBACViolationStatus> implements Namespaced {

    /** The API group of everything that rbac-guard adds to a cluster. */
    public static final String GROUP = "audit.kuryzhev.cloud";

    // the base class would build an empty spec and status by their default constructors, which records do not have

    @Override
    protected @Nullable RBACViolationSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable RBACViolationStatus initStatus() {
        return null;
    }
}
