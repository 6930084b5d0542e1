package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The same by kubectl, each ready to be pasted into a shell. */
final class Commands {

    private Commands() {}

    /** First to look, then to apply. */
    static List<String> of(RBACViolation violation) {
        RBACViolationSpec spec = violation.getSpec();
        String itself = quoted(violation.getMetadata().getName()) + " -n "
                + quoted(violation.getMetadata().getNamespace());
        return Stream.of(
                        Stream.of(
                                "kubectl get " + target(spec.sourceKind(), spec.sourceNamespace(), spec.sourceName())
                                        + " -o yaml",
                                "kubectl get rbacviolation " + itself + " -o yaml"),
                        applied(spec.suggestion(), itself))
                .flatMap(it -> it)
                .toList();
    }

    private static Stream<String> applied(@Nullable SuggestedChange change, String itself) {
        if (change == null || change.manifest() == null) {
            return change == null ? Stream.of() : deleted(change);
        }
        return Stream.concat(
                Stream.of("kubectl get rbacviolation " + itself
                        + " -o jsonpath='{.spec.suggestion.manifest}' | kubectl apply -f -"),
                deleted(change));
    }

    private static Stream<String> deleted(SuggestedChange change) {
        return change.delete().stream().map(it -> "kubectl delete " + target(it.kind(), it.namespace(), it.name()));
    }

    private static String target(String kind, @Nullable String namespace, String name) {
        return kind.toLowerCase(Locale.ROOT) + " " + quoted(name)
                + (namespace == null ? "" : " -n " + quoted(namespace));
    }

    /** For a POSIX shell: names of roles and bindings may hold nearly anything. */
    private static String quoted(String name) {
        return name.matches("[A-Za-z0-9][A-Za-z0-9._:-]*") ? name : "'" + name.replace("'", "'\\''") + "'";
    }
}
