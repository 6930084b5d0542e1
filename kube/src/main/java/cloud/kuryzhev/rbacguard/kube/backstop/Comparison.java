package cloud.kuryzhev.rbacguard.kube.backstop;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.Variable;
import java.util.List;

/** What is new in an object, in CEL: revoking must never be refused. {@code dyn} keeps null lists, which the API server stores, comparable. */
final class Comparison {

    // An API server spends at most a million units on an expression (k8s.io/apiserver/pkg/apis/cel PerCallLimit) and
    // refuses what takes
    // more. Of roles beyond these pairs of rules, all that cannot be compared counts as new.
    private static final int MOST_EQUAL = 800_000;
    private static final int MOST_COVERED = 20_000;

    private static final String RULES = """
            (has(%1$s.rules) && dyn(%1$s).rules != null ? dyn(%1$s).rules : []).map(r, {"verbs": r.verbs, \
            "apiGroups": r.?apiGroups.orValue([]), "resources": r.?resources.orValue([]), \
            "resourceNames": r.?resourceNames.orValue([]), "nonResourceURLs": r.?nonResourceURLs.orValue([])})""";
    private static final String SELECTORS = "dyn(%s).?aggregationRule.?clusterRoleSelectors.orValue([])";
    private static final String COVERED = """
            ("*" in o.verbs || r.verbs.all(x, x in o.verbs)) \
            && ("*" in o.apiGroups || r.apiGroups.all(x, x in o.apiGroups)) \
            && ("*" in o.resources || r.resources.all(x, x in o.resources)) \
            && (size(o.resourceNames) == 0 || size(r.resourceNames) > 0 && r.resourceNames.all(x, x in o.resourceNames)) \
            && ("*" in o.nonResourceURLs || r.nonResourceURLs.all(x, x in o.nonResourceURLs))""";
    private static final String SUBJECTS = """
            (has(%1$s.subjects) ? dyn(%1$s).subjects : []).map(s, {"kind": s.kind, "name": s.name, \
            "namespace": s.kind != "ServiceAccount" ? "" : s.?namespace.orValue("") == "" ? variables.inNamespace : s.namespace})\
            .map(s, {"kind": s.kind, "name": s.name, "namespace": s.namespace, \
            "who": s.kind != "ServiceAccount" ? s.name : "system:serviceaccount:" + s.namespace + ":" + s.name})""";

    private static final Variable NAMESPACE = new Variable("request.?namespace.orValue(\"\")", "inNamespace");
    private static final List<Variable> OF_ROLES = List.of(
            NAMESPACE,
            new Variable(RULES.formatted("object"), "all"),
            new Variable("oldObject == null ? [] : " + RULES.formatted("oldObject"), "old"),
            new Variable("size(variables.all) * size(variables.old)", "pairs"),
            new Variable("""
                    variables.all == variables.old ? [] : variables.all.filter(r, !(variables.pairs <= %d && r in variables.old) \
                    && !(variables.pairs <= %d && variables.old.exists(o, %s)))""".formatted(MOST_EQUAL, MOST_COVERED, COVERED), "added"),
            new Variable(
                    "object.metadata.?labels.orValue({}).map(label, label).filter(label, oldObject == null || "
                            + "!(label in oldObject.metadata.?labels.orValue({})))",
                    "addedLabels"),
            new Variable(
                    SELECTORS.formatted("object") + ".filter(s, oldObject == null || !(s in "
                            + SELECTORS.formatted("oldObject") + "))",
                    "addedSelectors"));
    private static final List<Variable> OF_BINDINGS = List.of(
            NAMESPACE,
            new Variable(SUBJECTS.formatted("object"), "all"),
            new Variable("oldObject == null ? [] : " + SUBJECTS.formatted("oldObject"), "old"),
            new Variable("variables.all.filter(s, !(s in variables.old))", "added"));

    private Comparison() {}

    /** Whether an update touches what is granted at all; cheap, whatever the size of the object. */
    static String changes(boolean roles) {
        return roles
                ? "oldObject == null || dyn(object).?rules != dyn(oldObject).?rules"
                        + " || dyn(object).?aggregationRule != dyn(oldObject).?aggregationRule || object.metadata.?labels != oldObject.metadata.?labels"
                : "oldObject == null || object.?subjects != oldObject.?subjects";
    }

    /** {@code inNamespace}, {@code all}, {@code old} and {@code added}, and for roles {@code addedLabels} and {@code addedSelectors}. */
    static List<Variable> variables(boolean roles) {
        return roles ? OF_ROLES : OF_BINDINGS;
    }
}
