package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import java.util.Optional;

/** Rules on roles, in CEL. */
final class CelRoleRules {

    /** To find the place of each of more rules would cost more than the API server spends. */
    private static final int MOST_LOCATED = 100;

    private static final String NAMED = "size(r.resourceNames) > 0";
    private static final String FULL = CelText.of(Verbs.FULL);
    private static final String DEAD = """
            r.resources.exists(x, x.endsWith("/*")) || r.verbs.exists(v, v != v.lowerAscii()) \
            || size(r.resourceNames) > 0 && r.verbs.all(v, v in %s) && r.resources.all(x, !x.contains("/"))""".formatted(CelText.of(Access.NAMELESS));
    private static final String EVERYTHING = """
            [variables.all.filter(r, "*" in r.apiGroups && "*" in r.resources && size(r.resourceNames) == 0)]\
            .exists(on, on.exists(r, "*" in r.verbs) || %s.all(v, on.exists(r, v in r.verbs)))""".formatted(FULL);

    private CelRoleRules() {}

    static Optional<CelRule> of(Rule rule) {
        RuleSpec spec = rule.spec();
        return switch (rule) {
            case GrantingRule granting -> eachRule(spec, CelAccess.anyOf(granting.dangers()), "", NAMED);
            case ConfusedDeputyWrite _ -> eachRule(spec, CelAccess.anyOf(ConfusedDeputyWrite.dangers()), "", NAMED);
            case ImpersonateVerb _ -> eachRule(spec, impersonation(), "", NAMED);
            case WildcardVerb _ -> eachRule(spec, "\"*\" in r.verbs", wildcardIn("verbs"), "false");
            case WildcardResource _ -> wildcard(spec, "resources");
            case WildcardApiGroup _ -> wildcard(spec, "apiGroups");
            case WildcardNonResourceUrl _ -> wildcard(spec, "nonResourceURLs");
            case DeadPermission _ -> eachRule(spec, DEAD, "", "false");
            case ClusterAdminEquivalent _ ->
                Optional.of(new CelRule(spec, true, sum(EVERYTHING) + " + " + CelAggregation.TAKING_CLUSTER_ADMIN));
            case FullVerbSet _ -> Optional.of(new CelRule(spec, true, sum(CelFullVerbSet.CONDITION)));
            case AggregationLabel _ ->
                Optional.of(new CelRule(spec, true, CelAggregation.LABELS + " + " + CelAggregation.TAKING_ALL));
            default -> Optional.empty();
        };
    }

    private static Optional<CelRule> wildcard(RuleSpec spec, String list) {
        return eachRule(spec, "\"*\" in r." + list, wildcardIn(list), NAMED);
    }

    private static String wildcardIn(String list) {
        return " + \"." + list + "[\" + string(r." + list + ".indexOf(\"*\")) + \"]\"";
    }

    private static Optional<CelRule> eachRule(RuleSpec spec, String condition, String within, String narrow) {
        String at = "\"rules\" + (size(variables.added) > " + MOST_LOCATED
                + " ? \"\" : \"[\" + string(variables.all.indexOf(r)) + \"]\"" + within + ")";
        return Optional.of(new CelRule(
                spec,
                true,
                "variables.added.filter(r, " + condition + ").map(r, " + CelRule.match(at, CelText.of(""), narrow)
                        + ")"));
    }

    private static String sum(String condition) {
        return "(size(variables.added) > 0 && " + condition + " ? ["
                + CelRule.match(CelText.of("rules"), CelText.of(""), "false") + "] : [])";
    }

    private static String impersonation() {
        return CelAccess.anyOf(ImpersonateVerb.IDENTITIES)
                + " || (\"authentication.k8s.io\" in r.apiGroups || \"*\" in r.apiGroups) && "
                + CelAccess.anyOf("r.verbs", CelAccess.orAll(ImpersonateVerb.VERBS.stream()))
                + " && r.resources.exists(x, x.startsWith(\"userextras/\") || x.startsWith(\"*/\"))"
                + " || r.verbs.exists(v, v.startsWith(" + CelText.of(ImpersonateVerb.ON) + "))";
    }
}
