package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.DerivedName;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a violation says that matters to a decision, as {@code <findings>-<suggestion>}. Texts are left out: how long ago something was
 * reviewed, or how much evidence lacks, is no reason to ask again.
 */
final class ViolationContent {

    private ViolationContent() {}

    static String of(RBACViolationSpec spec) {
        return DerivedName.digest(findings(spec)) + "-" + DerivedName.digest(suggestion(spec.suggestion()));
    }

    /** Whether the same is wrong, whatever is suggested. */
    static boolean sameFindings(@Nullable String one, @Nullable String other) {
        return Objects.equals(findings(one), findings(other));
    }

    private static @Nullable String findings(@Nullable String content) {
        return content == null ? null : content.split("-", 2)[0];
    }

    private static String findings(RBACViolationSpec spec) {
        return spec.findings().stream()
                .map(it -> it.rule() + "\n" + it.severity() + "\n" + it.field())
                .collect(Collectors.joining("\n", "", "\n" + spec.subjects()));
    }

    private static String suggestion(@Nullable SuggestedChange suggestion) {
        return suggestion == null ? "" : suggestion.manifest() + "\n" + suggestion.delete() + "\n" + suggestion.owned();
    }
}
