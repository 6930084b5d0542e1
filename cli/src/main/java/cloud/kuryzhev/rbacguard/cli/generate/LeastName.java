package cloud.kuryzhev.rbacguard.cli.generate;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.Group;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.User;

/** What the roles of a subject are called: no two subjects' alike, and valid as a path segment. */
final class LeastName {

    private LeastName() {}

    /** {@code <namespace>.<name>-least} of a service account, {@code user:<name>-least}, {@code group:<name>-least}. */
    static String of(Subject subject) {
        return switch (subject) {
            // a namespace holds no dot
            case ServiceAccount(String namespace, String name) -> namespace + "." + name + "-least";
            case User(String name) -> segment("user:" + name) + "-least";
            case Group(String name) -> segment("group:" + name) + "-least";
        };
    }

    /** The same as the name of a file. */
    static String file(Subject subject) {
        String name = of(subject);
        String plain = name.replaceAll("[^A-Za-z0-9.@_-]", "-");
        boolean own = subject instanceof ServiceAccount;
        return (own ? plain : plain + "-" + Integer.toHexString(name.hashCode())) + ".yaml";
    }

    private static String segment(String name) {
        String segment = name.replaceAll("[/%\\p{Cntrl}]", "-");
        return segment.equals(name) ? name : segment + "-" + Integer.toHexString(name.hashCode());
    }
}
