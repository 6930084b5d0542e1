package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** What one user or service account was seen to do, and what it was refused lately; lies beside its subject. */
@Group(RBACViolation.GROUP)
@Version("v1alpha1")
@ShortNames("rbacu")
@AdditionalPrinterColumn(name = "Kind", jsonPath = ".spec.subject.kind", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Subject", jsonPath = ".spec.subject.name", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Permissions",
        jsonPath = ".spec.permissions",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Last seen", jsonPath = ".spec.lastSeen", type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Denied lately",
        jsonPath = ".spec.deniedPermissions",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Truncated", jsonPath = ".spec.truncated", type = AdditionalPrinterColumn.Type.BOOLEAN)
@AdditionalPrinterColumn(
        name = "Since",
        jsonPath = ".spec.window.from",
        type = AdditionalPrinterColumn.Type.DATE,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Gapless",
        jsonPath = ".spec.window.gapless",
        type = AdditionalPrinterColumn.Type.BOOLEAN,
        priority = 1)
@SuppressWarnings("serial") // the model's base class is Serializable, its content is not
public class RBACUsage extends CustomResource<RBACUsageSpec, Void> implements Namespaced {

    // the base class would build an empty spec by its default constructor, which records do not have

    @Override
    protected @Nullable RBACUsageSpec initSpec() {
        return null;
    }
}
