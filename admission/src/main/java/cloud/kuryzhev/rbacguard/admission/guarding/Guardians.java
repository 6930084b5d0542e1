package cloud.kuryzhev.rbacguard.admission.guarding;

import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Target;
import cloud.kuryzhev.rbacguard.policy.Identities;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.Requester;
import cloud.kuryzhev.rbacguard.policy.SystemWriters;

/**
 * Who may change what is the guard's: the guard, the control plane, those whom the operators list, and {@code system:masters}, who are
 * authorised by no rule and must not be locked out by one.
 *
 * @param listed the guard's own accounts, and whom it was installed with
 */
public record Guardians(Identities listed) {

    private static final String BREAK_GLASS = "system:masters";

    boolean include(Requester requester) {
        return SystemWriters.includes(requester.username())
                || requester.groups().contains(BREAK_GLASS)
                || listed.include(requester);
    }

    /** Whether the policy protects the object and lists the requester as one who may change it. */
    static boolean listedBy(Policy policy, Target target, Requester requester) {
        return policy.protectedObjects().stream()
                .filter(protection -> protection.changedBy().include(requester))
                .flatMap(protection -> protection.objects().stream())
                .anyMatch(key -> Target.of(key).equals(target));
    }
}
