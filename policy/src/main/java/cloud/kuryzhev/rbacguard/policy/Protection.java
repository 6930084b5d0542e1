package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Roles and bindings that only some may write.
 *
 * @param objects by full name; they need not exist, and nobody else may create them either
 * @param changedBy who may
 */
public record Protection(SortedSet<ObjectKey> objects, Identities changedBy) {

    /** The rule id of its findings. */
    public static final String RULE = "protected_object";

    public Protection {
        objects = Collections.unmodifiableSortedSet(new TreeSet<>(objects));
    }

    /** Why {@code requester} must not do {@code operation} to the object {@code key}; empty if this has nothing against it. */
    public Optional<Finding> refuses(Requester requester, ObjectKey key, Operation operation) {
        return objects.contains(key) && !changedBy.include(requester)
                ? Optional.of(finding(requester, key, operation))
                : Optional.empty();
    }

    private Finding finding(Requester requester, ObjectKey key, Operation operation) {
        return new Finding(
                RULE,
                Action.DENY,
                Severity.HIGH,
                "metadata.name",
                "the policy protects " + key + ", and user \"" + requester.username() + "\" is not among those who may "
                        + operation.name().toLowerCase(Locale.ROOT) + " it (" + changedBy + ")",
                "ask one of them, or have the policy's owner list you under protected, changed_by");
    }
}
