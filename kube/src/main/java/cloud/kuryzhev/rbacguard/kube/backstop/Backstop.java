package cloud.kuryzhev.rbacguard.kube.backstop;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rule.CelCatalogue;
import cloud.kuryzhev.rbacguard.policy.rule.CelRule;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A policy as {@code admissionregistration.k8s.io/v1} ValidatingAdmissionPolicies and their bindings: what holds while every replica of
 * the admission service is down.
 *
 * @param objects policies and bindings, by names out of {@link #NAMES}
 * @param notCarried by id, the rules that refuse or warn and cannot be said in CEL, and why; those that are carried judge every object by
 *     itself
 */
public record Backstop(List<HasMetadata> objects, SortedMap<String, String> notCarried) {

    /** Every name that a policy, and the binding of it, can have. */
    public static final List<String> NAMES =
            Guarded.ALL.stream().map(Guarded::objectName).toList();

    /** Nothing. */
    public static final Backstop NONE = new Backstop(List.of(), Collections.emptySortedMap());

    /** Said on every policy. */
    static final String BY_ITSELF =
            "every object is judged by itself: not by the role that a binding refers to, by what its subjects "
                    + "hold already, or by the ClusterRoles that take others over";

    private static final String WHY_NOT =
            "it looks at more than the object and the request, or counts more than the API "
                    + "server lets an expression count";

    public Backstop {
        objects = List.copyOf(objects);
        notCarried = Collections.unmodifiableSortedMap(new TreeMap<>(notCarried));
    }

    /** What of {@code policy} an API server can refuse, or warn of, by itself, as long as none of its exemptions ends. */
    public static Backstop of(Policy policy, Instant now) {
        var carried = new ArrayList<CelRule>();
        var notCarried = new TreeMap<String, String>();
        for (Rule rule : Rule.CATALOGUE) {
            CelCatalogue.of(rule, policy).ifPresentOrElse(carried::add, () -> {
                Weights weights = Weights.of(rule.spec(), policy);
                if (weights.anywhere(Action.DENY) || weights.anywhere(Action.WARN)) {
                    notCarried.put(rule.spec().id(), WHY_NOT);
                }
            });
        }
        policy.customRules().stream()
                .filter(rule -> rule.action() == Action.DENY || rule.action() == Action.WARN)
                .forEach(rule -> notCarried.put(
                        rule.id(), "it is the operators' own, and judged by the admission service alone"));
        if (!policy.protectedObjects().isEmpty()) {
            notCarried.put("protected", "the admission service alone keeps protected objects from others");
        }
        var objects = new ArrayList<HasMetadata>();
        for (Guarded guarded : Guarded.ALL) {
            objects.addAll(new BackstopPolicy(guarded, policy, now, notCarried).objects(carried));
        }
        return new Backstop(objects, notCarried);
    }
}
