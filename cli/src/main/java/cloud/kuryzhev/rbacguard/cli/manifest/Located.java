package cloud.kuryzhev.rbacguard.cli.manifest;

import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.function.Function;

/**
 * An object, and where its parts stand.
 *
 * @param at takes a field as findings name it, such as {@code rules[0].verbs[1]}, and answers with the place of the innermost part of it
 *     that is written there
 */
public record Located(RbacObject object, Function<String, Location> at) {

    /** An object that no file holds. */
    public static Located live(RbacObject object) {
        return new Located(object, _ -> Location.NONE);
    }

    /** Where {@code field} stands. */
    public Location of(String field) {
        return at.apply(field);
    }
}
