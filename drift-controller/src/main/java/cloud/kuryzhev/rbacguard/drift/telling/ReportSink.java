package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One report in each namespace that has violations, of the kind that policy engines write: PolicyReport (wgpolicyk8s.io/v1alpha2) or Report
 * (openreports.io/v1alpha1), which have the same fields here. Written whole, by server-side apply.
 */
final class ReportSink implements Sink {

    /** The name of every report. */
    static final String REPORT = "rbac-guard";

    /** Results in one report; the summary counts those that have no room too. */
    static final int MAX_RESULTS = 500;

    private static final int BATCH = 500;
    private static final Set<String> OVER = Set.of(RBACViolationStatus.RESOLVED, RBACViolationStatus.APPLIED);
    private static final Set<String> ACCEPTED = Set.of(RBACViolationStatus.REJECTED, RBACViolationStatus.SNOOZED);
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("rbac-guard-reports")
            .withForce(true)
            .build();

    private final ReportKind kind;
    private final KubernetesClient client;
    private final Violations violations;

    ReportSink(ReportKind kind, KubernetesClient client, Violations violations) {
        this.kind = kind;
        this.client = client;
        this.violations = violations;
    }

    @Override
    public String name() {
        return kind.sink();
    }

    @Override
    public String content(RBACViolation violation) {
        return results(violation).toString();
    }

    /** There is nothing that fails. */
    @Override
    public boolean tellsChanges() {
        return false;
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public boolean together(Place first, Place other) {
        return first.namespace().equals(other.namespace());
    }

    @Override
    public boolean ready() {
        return kind.served();
    }

    @Override
    public Answer tell(List<Notice> notices) {
        try {
            write(notices.getFirst().place().namespace());
            return Answer.DONE;
        } catch (KubernetesClientException e) {
            return Answer.busy(String.valueOf(e.getMessage()));
        }
    }

    private void write(String namespace) {
        List<Map<String, Object>> all = violations.in(namespace).stream()
                .filter(it -> !Notice.phase(it).isEmpty())
                .flatMap(it -> results(it).stream())
                .toList();
        var report = new GenericKubernetesResource();
        report.setApiVersion(kind.apiVersion());
        report.setKind(kind.kind());
        report.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(REPORT)
                .addToLabels("app.kubernetes.io/managed-by", "rbac-guard")
                .build());
        report.setAdditionalProperty("results", all.stream().limit(MAX_RESULTS).toList());
        report.setAdditionalProperty("summary", summary(all));
        client.genericKubernetesResources(kind.apiVersion(), kind.kind())
                .inNamespace(namespace)
                .resource(report)
                .patch(APPLY, report);
    }

    private static Map<String, Object> summary(List<Map<String, Object>> results) {
        var summary = new LinkedHashMap<String, Object>();
        for (String result : List.of("pass", "fail", "warn", "error", "skip")) {
            summary.put(
                    result,
                    results.stream()
                            .filter(it -> result.equals(it.get("result")))
                            .count());
        }
        return summary;
    }

    /** One for each finding; none of a violation that is over. */
    private static List<Map<String, Object>> results(RBACViolation violation) {
        String phase = Notice.phase(violation);
        if (OVER.contains(phase)) {
            return List.of();
        }
        String result = ACCEPTED.contains(phase) ? "skip" : "fail";
        return violation.getSpec().findings().stream()
                .map(finding -> result(violation, finding, result))
                .toList();
    }

    private static Map<String, Object> result(
            RBACViolation violation, RBACViolationSpec.Finding finding, String result) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("source", "rbac-guard");
        fields.put("policy", "rbac-guard");
        fields.put("rule", finding.rule());
        fields.put("category", "RBAC");
        fields.put("severity", String.valueOf(finding.severity()).toLowerCase(Locale.ROOT));
        fields.put("result", result);
        fields.put("scored", true);
        fields.put("message", Text.cut(finding.field() + ": " + finding.reason(), 1024));
        fields.put("resources", List.of(resource(violation.getSpec())));
        fields.put(
                "properties",
                Map.of(
                        "violation",
                        violation.getMetadata().getName(),
                        "fix",
                        Text.cut(String.valueOf(finding.fix()), 1024)));
        return fields;
    }

    private static Map<String, Object> resource(RBACViolationSpec spec) {
        var resource = new LinkedHashMap<String, Object>();
        resource.put("apiVersion", Words.apiVersion(spec.sourceKind()));
        resource.put("kind", spec.sourceKind());
        resource.put("name", spec.sourceName());
        if (spec.sourceNamespace() != null) {
            resource.put("namespace", spec.sourceNamespace());
        }
        return resource;
    }
}
