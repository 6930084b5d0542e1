package cloud.kuryzhev.rbacguard.policy.audit;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether one request of one user is logged, rule by rule and condition by condition, with nothing taken from the evaluator. */
record NaiveAudit(AuditPolicy policy) {

    boolean logs(String user, Set<String> groups, Permission request) {
        for (AuditRule rule : policy.rules()) {
            if (matches(rule, user, groups, request)) {
                return rule.logs() && leavesAnEvent(rule, request);
            }
        }
        return false;
    }

    private boolean leavesAnEvent(AuditRule rule, Permission request) {
        boolean end = !rule.omitStages().contains(Stage.ResponseComplete)
                && !policy.omitStages().contains(Stage.ResponseComplete);
        boolean start = !rule.omitStages().contains(Stage.ResponseStarted)
                && !policy.omitStages().contains(Stage.ResponseStarted);
        boolean lasts = request.verb().equals("watch")
                || (request instanceof OnResource asked
                        && asked.resource().matches(".+/(attach|exec|proxy|log|portforward)"));
        return end || (start && lasts);
    }

    private static boolean matches(AuditRule rule, String user, Set<String> groups, Permission request) {
        if (!rule.users().isEmpty() && !rule.users().contains(user)) {
            return false;
        }
        if (!rule.userGroups().isEmpty() && rule.userGroups().stream().noneMatch(groups::contains)) {
            return false;
        }
        if (!rule.verbs().isEmpty() && !rule.verbs().contains(request.verb())) {
            return false;
        }
        if (!rule.namespaces().isEmpty() || !rule.resources().isEmpty()) {
            return request instanceof OnResource asked && matchesResource(rule, asked);
        }
        if (!rule.nonResourceUrls().isEmpty()) {
            return request instanceof OnUrl asked
                    && rule.nonResourceUrls().stream().anyMatch(url -> regex(url, asked.path()));
        }
        return true;
    }

    private static boolean regex(String url, String path) {
        return url.endsWith("*") ? path.startsWith(url.replaceAll("\\*+$", "")) : path.equals(url);
    }

    private static boolean matchesResource(AuditRule rule, OnResource asked) {
        if (!rule.namespaces().isEmpty() && !rule.namespaces().contains(asked.namespace())) {
            return false;
        }
        return rule.resources().isEmpty()
                || rule.resources().stream()
                        .filter(it -> it.group().equals(asked.apiGroup()))
                        .anyMatch(it -> it.resources().isEmpty()
                                || (names(asked.resource()).anyMatch(it.resources()::contains)
                                        && (it.resourceNames().isEmpty()
                                                || it.resourceNames().contains(asked.name()))));
    }

    /** Every way to write {@code resource} in a rule. */
    private static Stream<String> names(String resource) {
        List<String> parts = List.of(resource.split("/", 2));
        return parts.size() == 1
                ? Stream.of("*", resource, resource + "/*")
                : Stream.of("*", resource, parts.getFirst() + "/*", "*/" + parts.getLast());
    }
}
