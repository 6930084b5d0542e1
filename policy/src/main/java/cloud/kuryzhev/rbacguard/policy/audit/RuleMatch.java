package cloud.kuryzhev.rbacguard.policy.audit;

import cloud.kuryzhev.rbacguard.policy.audit.AuditRule.Resources;
import cloud.kuryzhev.rbacguard.policy.rbac.Membership;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.Group;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.User;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.List;
import java.util.Set;

/**
 * Matches a rule as the API server does ({@code k8s.io/apiserver/pkg/audit/policy/checker.go}), but for all requests at once that a
 * granted permission stands for.
 */
final class RuleMatch {

    private static final String ALL = Verbs.ALL;

    private RuleMatch() {}

    static Match subject(AuditRule rule, Subject subject, Set<String> groups) {
        return Match.each(user(rule.users(), subject), groups(rule.userGroups(), subject, groups));
    }

    private static Match user(List<String> users, Subject subject) {
        if (users.isEmpty()) {
            return Match.ALL;
        }
        return subject instanceof Group ? Match.SOME : Match.of(users.contains(subject.authenticatedName()));
    }

    /** A group's members may be in others; so may a user who was never seen. */
    private static Match groups(List<String> wanted, Subject subject, Set<String> groups) {
        if (wanted.isEmpty()) {
            return Match.ALL;
        }
        return switch (subject) {
            case Group group -> wanted.contains(group.name()) ? Match.ALL : Match.SOME;
            case User user when groups.isEmpty() -> isIn(wanted, user, groups) ? Match.ALL : Match.SOME;
            case User user -> Match.of(isIn(wanted, user, groups));
            case ServiceAccount account -> Match.of(isIn(wanted, account, groups));
        };
    }

    private static boolean isIn(List<String> wanted, Subject subject, Set<String> groups) {
        return wanted.stream().anyMatch(group -> Membership.reaches(new Group(group), subject, groups));
    }

    /** @param granted without a name for any name and none; without a namespace for any namespace and none */
    static Match permission(AuditRule rule, Permission granted) {
        boolean onResources = !rule.namespaces().isEmpty() || !rule.resources().isEmpty();
        boolean onUrls = !onResources && !rule.nonResourceUrls().isEmpty();
        return Match.each(
                verb(rule.verbs(), granted),
                switch (granted) {
                    case OnResource asked -> onUrls ? Match.NONE : resource(rule, asked);
                    case OnUrl asked -> onResources ? Match.NONE : url(rule.nonResourceUrls(), asked.path());
                });
    }

    /** A request on a resource has no other verbs than the standard ones. */
    private static Match verb(List<String> verbs, Permission granted) {
        if (verbs.isEmpty()) {
            return Match.ALL;
        }
        if (!granted.verb().equals(ALL)) {
            return Match.of(verbs.contains(granted.verb()));
        }
        return granted instanceof OnResource && verbs.containsAll(Verbs.STANDARD) ? Match.ALL : Match.SOME;
    }

    private static Match resource(AuditRule rule, OnResource granted) {
        return Match.each(
                namespace(rule.namespaces(), granted.namespace()),
                rule.resources().isEmpty()
                        ? Match.ALL
                        : Match.any(rule.resources().stream().map(it -> resource(it, granted))));
    }

    private static Match namespace(List<String> namespaces, String granted) {
        if (namespaces.isEmpty()) {
            return Match.ALL;
        }
        return granted.isEmpty() ? Match.SOME : Match.of(namespaces.contains(granted));
    }

    private static Match resource(Resources listed, OnResource granted) {
        Match group = granted.apiGroup().equals(ALL)
                ? Match.SOME
                : Match.of(listed.group().equals(granted.apiGroup()));
        if (listed.resources().isEmpty()) {
            return group;
        }
        return Match.each(
                group,
                name(listed.resourceNames(), granted.name()),
                Match.any(listed.resources().stream().map(it -> resource(it, granted.resource()))));
    }

    private static Match name(List<String> names, String granted) {
        if (names.isEmpty()) {
            return Match.ALL;
        }
        return granted.isEmpty() ? Match.SOME : Match.of(names.contains(granted));
    }

    private static Match resource(String listed, String granted) {
        if (listed.equals(ALL) || listed.equals(granted)) {
            return Match.ALL;
        }
        if (granted.equals(ALL)) {
            return Match.SOME;
        }
        if (granted.startsWith("*/")) {
            return listed.endsWith("/*") || listed.endsWith(granted.substring(1)) ? Match.SOME : Match.NONE;
        }
        int slash = granted.indexOf('/');
        String resource = slash < 0 ? granted : granted.substring(0, slash);
        return Match.of(
                listed.equals(resource + "/*") || (slash >= 0 && listed.equals(ALL + granted.substring(slash))));
    }

    private static Match url(List<String> urls, String granted) {
        return urls.isEmpty() ? Match.ALL : Match.any(urls.stream().map(it -> url(it, granted)));
    }

    private static Match url(String listed, String granted) {
        String prefix = withoutStars(listed);
        boolean isPrefix = listed.endsWith(ALL);
        if (!granted.endsWith(ALL)) {
            return Match.of(listed.equals(granted) || (isPrefix && granted.startsWith(prefix)));
        }
        String asked = withoutStars(granted);
        if (isPrefix && asked.startsWith(prefix)) {
            return Match.ALL;
        }
        return prefix.startsWith(asked) ? Match.SOME : Match.NONE;
    }

    private static String withoutStars(String url) {
        int end = url.length();
        while (end > 0 && url.charAt(end - 1) == '*') {
            end--;
        }
        return url.substring(0, end);
    }
}
