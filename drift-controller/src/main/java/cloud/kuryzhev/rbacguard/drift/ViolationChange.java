package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import java.util.List;

/** What a cycle changed about one violation. */
sealed interface ViolationChange {

    /** The rules that it did not break before. */
    default List<String> newRules() {
        List<String> rules = violation().getSpec().violatedRules();
        return switch (this) {
            case Opened _ -> rules;
            case Updated updated -> without(rules, updated.rulesBefore());
            case Moved moved -> without(rules, moved.rulesBefore());
            case Resolved _ -> List.of();
        };
    }

    private static List<String> without(List<String> rules, List<String> before) {
        return rules.stream().filter(rule -> !before.contains(rule)).toList();
    }

    /** As it stands in the cluster now. */
    RBACViolation violation();

    /** It is new, or back. */
    record Opened(RBACViolation violation) implements ViolationChange {}

    /**
     * It is still there, with other findings or another suggestion.
     *
     * @param rulesBefore that it broke already
     */
    record Updated(RBACViolation violation, List<String> rulesBefore) implements ViolationChange {}

    /**
     * It is in another phase: somebody decided, a decision no longer counts, or something was applied.
     *
     * @param rulesBefore that it broke already
     */
    record Moved(RBACViolation violation, List<String> rulesBefore) implements ViolationChange {}

    /** It is gone. */
    record Resolved(RBACViolation violation) implements ViolationChange {}
}
