package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;

/**
 * {@link FullVerbSet} in CEL: for each API group the rules that reach it, and of those for each resource the rules that reach that; the
 * verbs of what remains are full together. For a role that is too large for this each rule is looked at by itself.
 */
final class CelFullVerbSet {

    /** An API server spends at most a million units on an expression ({@code k8s.io/apiserver/pkg/apis/cel} PerCallLimit). */
    private static final int MOST_COMBINATIONS = 300_000;

    private static final String FULL = CelText.of(Verbs.FULL);
    private static final String IN_ONE_RULE = """
            variables.added.exists(r, size(r.resourceNames) == 0 && size(r.apiGroups) > 0 \
            && r.resources.exists(x, !x.endsWith("/*")) && %s.all(v, v in r.verbs))""".formatted(FULL);
    private static final String IS_SMALL = """
            variables.all.map(r, size(r.apiGroups)).sum() * variables.all.map(r, size(r.resources)).sum() \
            * size(variables.all) <= %d""".formatted(MOST_COMBINATIONS);
    private static final String REACHES = """
            "*" in r.resources || x in r.resources || x.contains("/") && ("*" + x.substring(x.indexOf("/"))) in r.resources""";
    private static final String IN_THE_SUM = """
            [variables.all.filter(r, size(r.resourceNames) == 0)].exists(unnamed, \
            %1$s.all(v, unnamed.exists(r, v in r.verbs)) && unnamed.exists(a, a.apiGroups.exists(g, \
            [unnamed.filter(r, "*" in r.apiGroups || g in r.apiGroups)].exists(there, \
            %1$s.all(v, there.exists(r, v in r.verbs)) && there.exists(b, b.resources.exists(x, !x.endsWith("/*") && \
            [there.filter(r, %2$s)].exists(parts, %1$s.all(v, parts.exists(r, v in r.verbs)))))))))""".formatted(FULL, REACHES);

    /** Whether the rules of a role are full together on any resource. */
    static final String CONDITION = "(" + IN_ONE_RULE + " || " + IS_SMALL + " && " + IN_THE_SUM + ")";

    private CelFullVerbSet() {}
}
