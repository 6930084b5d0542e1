package cloud.kuryzhev.rbacguard.policy.drift;

import static java.util.stream.Collectors.toMap;

import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.time.Instant;
import java.util.Map;

/**
 * Since when each rule stands in its role.
 *
 * <p>Kubernetes keeps no date of a rule, only when the rules of a role were written last. So a rule is as old as that when its role is
 * seen for the first time, and later as old as the first snapshot that had it.
 */
public final class RuleAges {

    /** Nothing was seen before. */
    public static final RuleAges NONE = new RuleAges(Map.of());

    private final Map<ObjectKey, Remembered> roles;

    private record Remembered(Role role, Map<PolicyRule, Instant> since) {}

    private RuleAges(Map<ObjectKey, Remembered> roles) {
        this.roles = roles;
    }

    /** With what {@code snapshot}, taken now, has that was not there before; and without what it has no more. */
    public RuleAges seeing(RbacSnapshot snapshot) {
        return new RuleAges(snapshot.objects().values().stream()
                .filter(Role.class::isInstance)
                .map(Role.class::cast)
                .collect(toMap(Role::key, this::seeing)));
    }

    private Remembered seeing(Role role) {
        Remembered before = roles.get(role.key());
        if (before != null && before.role().equals(role)) {
            return before;
        }
        return new Remembered(
                role, role.rules().stream().distinct().collect(toMap(rule -> rule, rule -> since(role, rule))));
    }

    /** Since when {@code rule} stands in {@code role}, as far as is known. */
    Instant since(Role role, PolicyRule rule) {
        Remembered before = roles.get(role.key());
        if (before == null || role.created().isAfter(before.role().created())) {
            return written(role);
        }
        return before.since().getOrDefault(rule, written(role));
    }

    private static Instant written(Role role) {
        return role.metadata()
                .origin()
                .granted()
                .filter(it -> it.isAfter(role.created()))
                .orElse(role.created());
    }
}
