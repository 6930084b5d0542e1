package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.usage.Observation;
import cloud.kuryzhev.rbacguard.policy.usage.Observation.Outcome;
import java.util.List;

/**
 * What is observed again and again, but for the time.
 *
 * @param groups of the subject then
 * @param number of the permission
 */
record Use(Who who, List<String> groups, Permission permission, long number, Outcome outcome) {

    static Use of(Observation seen, Who who, Numbers numbers) {
        return new Use(
                who, seen.groups(), seen.permission(), numbers.of(Columns.of(seen.permission())), seen.outcome());
    }

    /** What its texts take, in bytes, roughly. */
    int length() {
        return switch (permission) {
            case Permission.OnResource on ->
                on.namespace().length() + on.resource().length() + on.name().length();
            case Permission.OnUrl url -> url.path().length();
        };
    }
}
