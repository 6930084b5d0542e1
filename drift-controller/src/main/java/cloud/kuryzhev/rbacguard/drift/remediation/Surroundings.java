package cloud.kuryzhev.rbacguard.drift.remediation;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a cycle knows.
 *
 * @param objects every role and binding, as the suggestions were made for
 * @param namespace the release's
 */
public record Surroundings(
        SortedMap<ObjectKey, RbacObject> objects, Usage usage, Policy policy, String namespace, Instant now) {

    Optional<Role> role(ObjectKey key) {
        return objects.get(key) instanceof Role role ? Optional.of(role) : Optional.empty();
    }
}
