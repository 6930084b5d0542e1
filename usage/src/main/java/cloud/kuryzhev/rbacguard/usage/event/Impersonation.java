package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.User;
import java.util.ArrayList;
import java.util.List;

/**
 * What a caller needed to act as somebody else: {@code k8s.io/apiserver/pkg/endpoints/filters/impersonation}, plain
 * ({@code impersonate}) and constrained (KEP-5284: {@code impersonate:<mode>} and {@code impersonate-on:<mode>:<verb>}).
 */
final class Impersonation {

    private static final String AUTHENTICATION = "authentication.k8s.io";
    private static final String ASSOCIATED_NODE = "impersonate:associated-node";
    private static final String NODE_PREFIX = "system:node:";

    private final String verb;
    private final boolean constrained;
    private final List<Permission> needed = new ArrayList<>();

    private Impersonation(String constraint) {
        constrained = !constraint.isEmpty();
        verb = constrained ? constraint : "impersonate";
    }

    /** The permissions the caller of {@code event} needed for acting as {@code user}, the action itself being {@code action}. */
    static List<Permission> needed(AuditEvent event, User user, Permission action) {
        Impersonation impersonation = new Impersonation(event.impersonationConstraint());
        impersonation.addUser(user);
        impersonation.addAction(action);
        return impersonation.needed;
    }

    private void addUser(User user) {
        Subject subject = Subject.ofUsername(user.name());
        add(coreGroup(), resourceOf(user, subject), nameOf(user, subject), namespaceOf(subject));
        if (!user.uid().isEmpty()) {
            add(AUTHENTICATION, "uids", user.uid(), "");
        }
        requestedGroups(user, subject).forEach(group -> add(coreGroup(), "groups", group, ""));
        user.extra()
                .forEach((key, values) -> values.forEach(value -> add(AUTHENTICATION, "userextras/" + key, value, "")));
    }

    private void addAction(Permission action) {
        if (constrained) {
            String on = "impersonate-on:" + verb.substring(verb.indexOf(':') + 1) + ":" + action.verb();
            needed.add(
                    switch (action) {
                        case OnResource r -> new OnResource(on, r.apiGroup(), r.resource(), r.name(), r.namespace());
                        case OnUrl url -> new OnUrl(on, url.path());
                    });
        }
    }

    private void add(String apiGroup, String resource, String name, String namespace) {
        needed.add(new OnResource(verb, apiGroup, resource, name, namespace));
    }

    private String coreGroup() {
        return constrained ? AUTHENTICATION : "";
    }

    private String resourceOf(User user, Subject subject) {
        if (subject instanceof ServiceAccount) {
            return "serviceaccounts";
        }
        return isNode(user) ? "nodes" : "users";
    }

    private String nameOf(User user, Subject subject) {
        if (subject instanceof ServiceAccount account) {
            return account.name();
        }
        if (verb.equals(ASSOCIATED_NODE)) {
            return "*"; // authorised once for every node
        }
        return isNode(user) ? user.name().substring(NODE_PREFIX.length()) : user.name();
    }

    private boolean isNode(User user) {
        return constrained && user.name().startsWith(NODE_PREFIX);
    }

    private static String namespaceOf(Subject subject) {
        return subject instanceof ServiceAccount account ? account.namespace() : "";
    }

    /**
     * The groups the caller asked for. The API server appends {@code system:authenticated} or {@code system:unauthenticated}, and
     * gives nodes (when constrained) and service accounts asked for without groups their fixed ones. A caller that asks for exactly
     * those itself looks the same.
     */
    private List<String> requestedGroups(User user, Subject subject) {
        if (isNode(user)) {
            return List.of();
        }
        List<String> groups = user.groups();
        if (!groups.isEmpty() && isAppended(groups.getLast())) {
            groups = groups.subList(0, groups.size() - 1);
        }
        return groups.equals(fixedGroups(subject)) ? List.of() : groups;
    }

    private static boolean isAppended(String group) {
        return group.equals("system:authenticated") || group.equals("system:unauthenticated");
    }

    private static List<String> fixedGroups(Subject subject) {
        return subject instanceof ServiceAccount account
                ? List.of("system:serviceaccounts", "system:serviceaccounts:" + account.namespace())
                : List.of();
    }
}
