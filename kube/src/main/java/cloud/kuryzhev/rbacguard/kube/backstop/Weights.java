package cloud.kuryzhev.rbacguard.kube.backstop;

import static java.util.stream.Collectors.joining;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rule.CelText;
import cloud.kuryzhev.rbacguard.policy.rule.RuleSpec;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How much a match of one rule weighs, and what is done about it: in the whole cluster, in one namespace and in a restricted one.
 *
 * @param wide by scope, of matches that are not confined to named objects
 * @param narrow by scope, of those that are
 */
record Weights(List<Weight> wide, List<Weight> narrow) {

    /** In CEL, the index into both lists. */
    static String scope(Policy policy) {
        return "variables.inNamespace == \"\" ? 0 : variables.inNamespace in "
                + CelText.of(policy.restrictedNamespaces()) + " ? 2 : 1";
    }

    record Weight(Severity severity, Action action) {}

    static Weights of(RuleSpec rule, Policy policy) {
        return new Weights(byScope(rule, policy, false), byScope(rule, policy, true));
    }

    boolean anywhere(Action action) {
        return Stream.concat(wide.stream(), narrow.stream()).anyMatch(weight -> weight.action() == action);
    }

    /** In CEL, whether {@code action} is taken about match {@code m}. */
    String calledFor(Action action) {
        return chosen(weight -> Boolean.toString(weight.action() == action));
    }

    /** In CEL, the severity of match {@code m}. */
    String severity() {
        return chosen(weight -> "\"" + weight.severity() + "\"");
    }

    private String chosen(Function<Weight, String> what) {
        List<String> all = Stream.concat(wide.stream(), narrow.stream())
                .map(what)
                .distinct()
                .toList();
        return all.size() == 1
                ? all.getFirst()
                : "(m.narrow == \"true\" ? " + list(narrow, what) + " : " + list(wide, what) + ")[variables.scope]";
    }

    private static String list(List<Weight> weights, Function<Weight, String> what) {
        return weights.stream().map(what).collect(joining(", ", "[", "]"));
    }

    private static List<Weight> byScope(RuleSpec rule, Policy policy, boolean narrow) {
        return IntStream.range(0, 3)
                .mapToObj(scope -> rule.severity(scope > 0, scope == 2, narrow))
                .map(severity ->
                        new Weight(severity, policy.action(rule.id()).orElseGet(() -> rule.defaultAction(severity))))
                .toList();
    }
}
