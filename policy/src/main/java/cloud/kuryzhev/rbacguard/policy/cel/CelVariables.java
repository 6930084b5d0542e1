package cloud.kuryzhev.rbacguard.policy.cel;

import cloud.kuryzhev.rbacguard.policy.Review;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import dev.cel.common.values.NullValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What expressions may ask about. */
final class CelVariables {

    /** The object as a manifest has it, as far as it is judged; fields that are empty are absent. */
    static final String OBJECT = "object";

    /** The same of the stored object; null for a creation, and where nobody asks. */
    static final String OLD_OBJECT = "oldObject";

    /** As in a ValidatingAdmissionPolicy: operation, name, namespace, kind, userInfo, dryRun. */
    static final String REQUEST = "request";

    /** What is granted: a role's rules, or those of the role that a binding names; every list is there. */
    static final String RULES = "rules";

    /** To whom: a binding's subjects, or those of all bindings of a role. */
    static final String SUBJECTS = "subjects";

    private CelVariables() {}

    static Map<String, Object> of(RbacObject object, Optional<Review> review, RuleContext context) {
        var variables = new HashMap<String, Object>();
        variables.put(OBJECT, Manifest.of(object));
        variables.put(
                OLD_OBJECT,
                review.flatMap(Review::oldObject).<Object>map(Manifest::of).orElse(NullValue.NULL_VALUE));
        variables.put(
                RULES, rules(object, context).stream().map(CelVariables::whole).toList());
        variables.put(
                SUBJECTS,
                subjects(object, context).stream().map(Manifest::subject).toList());
        review.ifPresent(it -> variables.put(REQUEST, request(it)));
        return variables;
    }

    private static List<PolicyRule> rules(RbacObject object, RuleContext context) {
        return switch (object) {
            case Role role -> role.rules();
            case Binding binding ->
                context.cluster().role(binding.roleRef()).map(Role::rules).orElse(List.of());
        };
    }

    private static List<Subject> subjects(RbacObject object, RuleContext context) {
        return switch (object) {
            case Binding binding -> binding.subjects();
            case Role role ->
                context.cluster().bindingsOf(role.key()).stream()
                        .flatMap(binding -> binding.subjects().stream())
                        .distinct()
                        .toList();
        };
    }

    private static Map<String, List<String>> whole(PolicyRule rule) {
        return Map.of(
                "verbs", rule.verbs(),
                "apiGroups", rule.apiGroups(),
                "resources", rule.resources(),
                "resourceNames", rule.resourceNames(),
                "nonResourceURLs", rule.nonResourceUrls());
    }

    private static Map<String, Object> request(Review review) {
        var key = review.object().key();
        return Map.of(
                "operation", review.operation().name(),
                "name", key.name(),
                "namespace", key.namespace(),
                "kind",
                        Map.of(
                                "group",
                                Kind.API_GROUP,
                                "version",
                                "v1",
                                "kind",
                                key.kind().toString()),
                "dryRun", review.dryRun(),
                "userInfo",
                        Map.of(
                                "username",
                                review.requester().username(),
                                "groups",
                                List.copyOf(review.requester().groups())));
    }
}
