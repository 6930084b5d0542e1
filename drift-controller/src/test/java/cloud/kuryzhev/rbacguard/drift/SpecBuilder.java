package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.Finding;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.PermissionState;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.UsageEvidence;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The spec of an RBACViolation of severity HIGH, with nothing in it but what a test is about. */
public final class SpecBuilder {

    private final ObjectName source;
    private List<Finding> findings = List.of();
    private List<String> subjects = List.of();
    private @Nullable UsageEvidence usage;
    private List<PermissionState> permissions = List.of();
    private @Nullable SuggestedChange suggestion;
    private @Nullable String diff;

    private SpecBuilder(ObjectName source) {
        this.source = source;
    }

    /** Of a live object without findings. */
    public static SpecBuilder of(ObjectName source) {
        return new SpecBuilder(source);
    }

    /** It breaks these rules. */
    public SpecBuilder breaks(String... rules) {
        findings = List.of(rules).stream()
                .map(rule -> new Finding(rule, "HIGH", "rules[0].verbs", "grants every verb", "name the verbs"))
                .toList();
        return this;
    }

    /** It grants something to these. */
    public SpecBuilder subjects(String... names) {
        subjects = List.of(names);
        return this;
    }

    /** What was heard of its permissions. */
    public SpecBuilder usage(UsageEvidence evidence, PermissionState... states) {
        usage = evidence;
        permissions = List.of(states);
        return this;
    }

    /** What is to be done. */
    public SpecBuilder suggestion(SuggestedChange change) {
        suggestion = change;
        return this;
    }

    /** What that changes. */
    public SpecBuilder diff(String unified) {
        diff = unified;
        return this;
    }

    /** The spec as it stands. */
    public RBACViolationSpec build() {
        return new RBACViolationSpec(
                source.kind(),
                source.name(),
                source.namespace(),
                findings.stream().map(Finding::rule).toList(),
                "HIGH",
                findings,
                subjects,
                usage,
                permissions,
                List.of(),
                null,
                suggestion,
                diff,
                null,
                null);
    }
}
