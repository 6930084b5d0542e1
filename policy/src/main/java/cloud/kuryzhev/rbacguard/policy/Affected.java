package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.Aggregation;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who gets what a role grants, for messages. */
final class Affected {

    private static final int SHOWN = 3;

    private Affected() {}

    /** The end of a sentence that names the bindings of {@code object}; {@code ""} if it is a binding itself, or is not bound. */
    static String by(RbacObject object, Cluster cluster) {
        if (!(object instanceof Role role)) {
            return "";
        }
        List<Binding> bindings = Stream.concat(Stream.of(role), Aggregation.fedBy(role, cluster).stream())
                .flatMap(it -> cluster.bindingsOf(it.key()).stream())
                .filter(binding -> !binding.subjects().isEmpty())
                .limit(SHOWN + 1L)
                .toList();
        return bindings.isEmpty() ? "" : "; it is handed out already: " + shown(bindings);
    }

    private static String shown(List<Binding> bindings) {
        return bindings.stream().limit(SHOWN).map(Affected::shown).collect(Collectors.joining(", "))
                + (bindings.size() > SHOWN ? " and others" : "");
    }

    private static String shown(Binding binding) {
        return binding.key() + " to " + binding.subjects().getFirst()
                + (binding.subjects().size() > 1 ? " and others" : "");
    }
}
