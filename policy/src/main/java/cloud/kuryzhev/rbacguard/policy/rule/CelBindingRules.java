package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Policy;
import java.util.Collection;
import java.util.Optional;

/** Rules on bindings, in CEL. An update that names no further subject adds nothing. */
final class CelBindingRules {

    private static final String BROAD_GROUP = "s.kind == \"Group\" && (s.name in [\"system:authenticated\", "
            + "\"system:serviceaccounts\"] || s.name.startsWith(\"system:serviceaccounts:\"))";
    private static final String DEFAULT_ACCOUNT = "s.kind == \"ServiceAccount\" && s.name == \"default\"";
    private static final String FOREIGN_ACCOUNT =
            "variables.inNamespace != \"\" && s.kind == \"ServiceAccount\" && s.namespace != variables.inNamespace";

    private CelBindingRules() {}

    static Optional<CelRule> of(Rule rule, Policy policy) {
        RuleSpec spec = rule.spec();
        return switch (rule) {
            case ForbiddenSubject _ ->
                subject(spec, "s.who in " + CelText.of(policy.forbiddenSubjects()), "\":\" + s.who");
            case BroadGroupSubject _ -> subject(spec, BROAD_GROUP);
            case DefaultServiceAccountSubject _ -> subject(spec, DEFAULT_ACCOUNT);
            case ForeignNamespaceSubject _ -> subject(spec, FOREIGN_ACCOUNT);
            case ForbiddenRoleRef _ ->
                roleRef(spec, refersToAnyOf(policy.forbiddenRoles()), "\":\" + object.roleRef.name");
            case AdminRoleClusterWide _ ->
                roleRef(
                        spec,
                        "variables.inNamespace == \"\" && "
                                + refersToAnyOf(AdminRoleClusterWide.MADE_FOR_ONE_NAMESPACE),
                        CelText.of(""));
            case RestrictedNamespace _ -> restrictedNamespace(spec, policy);
            default -> Optional.empty();
        };
    }

    private static Optional<CelRule> subject(RuleSpec spec, String condition) {
        return subject(spec, condition, CelText.of(""));
    }

    private static Optional<CelRule> subject(RuleSpec spec, String condition, String of) {
        String at = "\"subjects[\" + string(variables.all.indexOf(s)) + \"].name\"";
        return Optional.of(new CelRule(
                spec,
                false,
                "variables.added.filter(s, " + condition + ").map(s, " + CelRule.match(at, of, "false") + ")"));
    }

    private static Optional<CelRule> roleRef(RuleSpec spec, String condition, String of) {
        return Optional.of(new CelRule(
                spec,
                false,
                "(oldObject == null || size(variables.added) > 0) && " + condition + " ? ["
                        + CelRule.match(CelText.of("roleRef.name"), of, "false") + "] : []"));
    }

    private static Optional<CelRule> restrictedNamespace(RuleSpec spec, Policy policy) {
        return Optional.of(new CelRule(
                spec,
                false,
                "(oldObject == null || size(variables.added) > 0) && variables.inNamespace in "
                        + CelText.of(policy.restrictedNamespaces()) + " ? ["
                        + CelRule.match(CelText.of("metadata.namespace"), "\":\" + variables.inNamespace", "false")
                        + "] : []"));
    }

    private static String refersToAnyOf(Collection<String> clusterRoles) {
        return "object.roleRef.kind != \"Role\" && object.roleRef.name in " + CelText.of(clusterRoles);
    }
}
