package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.SuggestedBinding;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.SuggestedRole;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What applying a suggestion does, in its order. */
final class Steps {

    private static final int NAMED = 5;

    private Steps() {}

    /** Empty where nothing is suggested. */
    static List<String> of(@Nullable SuggestedChange change) {
        if (change == null || isNone(change)) {
            return List.of();
        }
        return Stream.of(
                        change.roles().stream().map(Steps::role),
                        change.bindings().stream().map(Steps::binding),
                        change.delete().stream()
                                .map(it -> "Delete " + name(it.kind(), it.namespace(), it.name())
                                        + ", some seconds later, when every API server knows the new ones."),
                        change.owned().stream()
                                .map(it -> "Left to you: " + name(it.kind(), it.namespace(), it.name()) + " belongs to "
                                        + it.owner() + ", which would put it back. " + it.change()),
                        change.delete().isEmpty()
                                ? Stream.<String>of()
                                : Stream.of("Watch: whoever is refused then what was taken away makes this Regressed,"
                                        + " and it can be undone."))
                .flatMap(it -> it)
                .toList();
    }

    /** Whether there is nothing to apply. */
    static boolean isNone(SuggestedChange change) {
        return change.roles().isEmpty()
                && change.bindings().isEmpty()
                && change.delete().isEmpty()
                && change.owned().isEmpty();
    }

    private static String role(SuggestedRole it) {
        int rules = it.rules().size();
        return "Create "
                + name(it.kind(), it.metadata().namespace(), it.metadata().name()) + ", with " + rules
                + (rules == 1 ? " rule." : " rules.");
    }

    private static String binding(SuggestedBinding it) {
        String subjects =
                it.subjects().stream().limit(NAMED).map(Steps::subject).collect(Collectors.joining(", "));
        int more = it.subjects().size() - NAMED;
        return "Create "
                + name(it.kind(), it.metadata().namespace(), it.metadata().name()) + ", which gives "
                + it.roleRef().getKind() + " " + it.roleRef().getName() + " to " + subjects
                + (more > 0 ? " and " + more + " more." : ".");
    }

    private static String subject(Subject it) {
        return name(it.getKind(), it.getNamespace(), it.getName());
    }

    private static String name(String kind, @Nullable String namespace, String name) {
        return kind + " " + (namespace == null ? "" : namespace + "/") + name;
    }
}
