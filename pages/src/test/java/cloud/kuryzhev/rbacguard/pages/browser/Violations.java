package cloud.kuryzhev.rbacguard.pages.browser;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.PastDecision;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.AccessGap;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.Finding;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RbacChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.Metadata;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.SuggestedBinding;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.SuggestedRole;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Violations such as the drift controller files them. */
public final class Violations {

    private static final String RBAC = "rbac.authorization.k8s.io";

    private Violations() {}

    /** Of a RoleBinding of that name, to a ServiceAccount of that name. */
    public static RBACViolation of(String namespace, String name, String severity) {
        return of(namespace, name, severity, "It grants everything.");
    }

    /** The same, for a reason. */
    public static RBACViolation of(String namespace, String name, String severity, String reason) {
        return violation(namespace, name, spec(namespace, name, severity, reason, null, List.of()));
    }

    /** The same, with a Role that would do instead, and with what the audit log tells of it. */
    public static RBACViolation suggested(String namespace, String name) {
        return suggested(namespace, name, "HIGH");
    }

    /** The same, of that severity. */
    public static RBACViolation suggested(String namespace, String name, String severity) {
        var change = new RbacChange(
                "2026-01-02T03:04:05Z",
                "created",
                "jane",
                List.of("10.0.0.7"),
                "kubectl/v1.36",
                "outside",
                "+kind: RoleBinding");
        return violation(
                namespace,
                name,
                spec(
                        namespace,
                        name,
                        severity,
                        "It grants everything.",
                        suggestion(namespace, name, "pods"),
                        List.of(change)));
    }

    /** One Role in the place of a RoleBinding. */
    public static SuggestedChange suggestion(String namespace, String name, String resource) {
        String least = name + "-least";
        var rule = new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources(resource)
                .withVerbs("get", "list")
                .build();
        var role = new SuggestedRole(RBAC + "/v1", "Role", new Metadata(least, namespace), List.of(rule));
        var binding = new SuggestedBinding(
                RBAC + "/v1",
                "RoleBinding",
                new Metadata(least, namespace),
                new RoleRef(RBAC, "Role", least),
                List.of(new Subject(null, "ServiceAccount", name, namespace)));
        return new SuggestedChange(
                "Role " + least + " with 1 rule instead of everything",
                List.of(role),
                List.of(binding),
                List.of(new ObjectName("RoleBinding", name, namespace)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "apiVersion: " + RBAC + "/v1\nkind: Role\nmetadata:\n  name: " + least + "\nrules:\n- resources: ["
                        + resource + "]\n");
    }

    /** As a cycle leaves it that found something else. */
    public static RBACViolationStatus status(String content) {
        return new RBACViolationStatus(
                RBACViolationStatus.OPEN,
                "2026-01-02T03:04:05Z",
                "2026-01-02T03:04:05Z",
                null,
                1L,
                content,
                null,
                null,
                null,
                List.of());
    }

    /** Decided about twice, applied, refused since, and found again. */
    public static RBACViolation decided(String namespace, String name) {
        RBACViolation violation = suggested(namespace, name);
        violation.setStatus(new RBACViolationStatus(
                RBACViolationStatus.REGRESSED,
                "2026-01-02T03:04:05Z",
                "2026-01-02T03:04:05Z",
                null,
                1L,
                "abc123",
                null,
                List.of(
                        new PastDecision(
                                "snooze", "jane", "2026-01-03T03:04:05Z", "2026-01-04T03:04:05Z", "first thought", 2L),
                        new PastDecision("approve", "joe", "2026-01-05T03:04:05Z", null, "<b>second</b> thought", 3L)),
                null,
                null,
                List.of(
                        condition("Resolved", "Found", "the object breaks it"),
                        condition("Remediated", "Regressed", "refused since: get secrets"))));
        return violation;
    }

    private static Condition condition(String type, String reason, String message) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus("False")
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime("2026-01-06T03:04:05Z")
                .build();
    }

    private static RBACViolation violation(String namespace, String name, RBACViolationSpec spec) {
        var violation = new RBACViolation();
        violation.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        violation.setSpec(spec);
        violation.setStatus(status("abc123"));
        return violation;
    }

    private static RBACViolationSpec spec(
            String namespace,
            String name,
            String severity,
            String reason,
            @Nullable SuggestedChange suggestion,
            List<RbacChange> changes) {
        return new RBACViolationSpec(
                "RoleBinding",
                name,
                namespace,
                List.of("forbidden_role_ref:cluster-admin"),
                severity,
                List.of(new Finding(
                        "forbidden_role_ref:cluster-admin", severity, "roleRef.name", reason, "Bind less.")),
                List.of("ServiceAccount " + namespace + "/" + name),
                null,
                List.of(),
                List.of(),
                new AccessGap(100, 5, 0, 95, 97, "v1.36.3, 100 resources"),
                suggestion,
                null,
                null,
                null,
                changes);
    }
}
