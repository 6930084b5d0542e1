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
            case Updated updated ->
                rules.stream()
                        .filter(rule -> !updated.rulesBefore().contains(rule))
                        .toList();
            case Resolved _ -> List.of();
        };
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

    /** It is gone. */
    record Resolved(RBACViolation violation) implements ViolationChange {}
}
