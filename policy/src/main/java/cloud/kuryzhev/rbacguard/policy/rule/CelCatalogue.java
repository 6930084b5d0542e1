package cloud.kuryzhev.rbacguard.policy.rule;

import cloud.kuryzhev.rbacguard.policy.Policy;
import java.util.Optional;

/** The part of the catalogue that CEL can say. */
public final class CelCatalogue {

    private CelCatalogue() {}

    /** What {@code rule} is in CEL; empty if it looks at more than the request, or counts more than an API server lets CEL count. */
    public static Optional<CelRule> of(Rule rule, Policy policy) {
        return CelRoleRules.of(rule).or(() -> CelBindingRules.of(rule, policy));
    }
}
