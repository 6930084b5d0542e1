package cloud.kuryzhev.rbacguard.policy.access;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.Group;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.User;
import java.util.List;

/** The groups that an authenticator adds because of what somebody is ({@code k8s.io/apiserver/pkg/authentication}). */
public final class OwnGroups {

    private static final String AUTHENTICATED = "system:authenticated";

    private OwnGroups() {}

    /** Those of {@code subject}; of a group none, since it is nobody. */
    public static List<String> of(Subject subject) {
        return switch (Subject.canonical(subject)) {
            case ServiceAccount(String namespace, String _) ->
                List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, AUTHENTICATED);
            case User(String name) ->
                List.of(name.equals("system:anonymous") ? "system:unauthenticated" : AUTHENTICATED);
            case Group _ -> List.of();
        };
    }
}
