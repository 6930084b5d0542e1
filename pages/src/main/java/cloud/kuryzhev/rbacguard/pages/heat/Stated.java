package cloud.kuryzhev.rbacguard.pages.heat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec.PermissionState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A verdict of a violation, its permission taken apart: {@code get pods.apps name -n ns}.
 *
 * @param name {@code ""} for all names
 * @param namespace {@code ""} for all of the grant's
 */
record Stated(Asked asked, String name, String namespace, PermissionState state) {

    private static final String NAMESPACE = " -n ";

    /** Any text is read as something: objects may be written by anybody who may write them. */
    static Stated of(PermissionState state) {
        String text = state.permission();
        int verb = Math.max(0, text.indexOf(' '));
        String rest = text.substring(verb).strip();
        if (Target.isUrl(rest)) {
            return new Stated(new Asked(text.substring(0, verb), Target.parse(rest)), "", "", state);
        }
        int in = rest.lastIndexOf(NAMESPACE);
        String namespace = in < 0 ? "" : rest.substring(in + NAMESPACE.length());
        String[] what = (in < 0 ? rest : rest.substring(0, in)).split(" ", 2);
        return new Stated(
                new Asked(text.substring(0, verb), Target.parse(what[0])),
                what.length == 2 ? what[1] : "",
                namespace,
                state);
    }

    /** Whether {@code other} is a part of it: the same, of one name or in one namespace. */
    boolean covers(Stated other) {
        return (name.isEmpty() || name.equals(other.name))
                && (namespace.isEmpty() || namespace.equals(other.namespace));
    }

    boolean isUsed() {
        return "used".equals(state.verdict());
    }

    boolean isUnobservable() {
        return "unobservable".equals(state.verdict());
    }

    long count() {
        return state.count() == null ? 0 : state.count();
    }

    Optional<Instant> lastUsed() {
        try {
            return Optional.ofNullable(state.lastUsed()).map(Instant::parse);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    String reason() {
        return state.reason() == null ? "" : state.reason();
    }

    /** What it is confined to, such as {@code cart -n shop}; {@code everywhere} if to nothing. */
    String where() {
        String where = (name + (namespace.isEmpty() ? "" : NAMESPACE + namespace)).strip();
        return where.isEmpty() ? "everywhere" : where;
    }
}
