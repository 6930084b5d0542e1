package cloud.kuryzhev.rbacguard.cli.generate;

import cloud.kuryzhev.rbacguard.policy.drift.LeastRoles;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Observation.Outcome;
import java.util.Collection;
import java.util.List;

/**
 * The least roles of one subject.
 *
 * @param denied those for what it was refused; without roles unless they were asked for
 */
record Generated(Subject subject, long requests, LeastRoles used, LeastRoles denied) {

    static Generated of(Subject subject, Collected seen, boolean includeDenied, LeastRoles.Options options) {
        String name = LeastName.of(subject);
        return new Generated(
                subject,
                seen.requests(subject),
                LeastRoles.of(subject, name, needed(seen.permissions(subject, Outcome.USED)), options),
                LeastRoles.of(
                        subject,
                        name + "-denied",
                        includeDenied ? needed(seen.permissions(subject, Outcome.DENIED)) : List.of(),
                        options));
    }

    private static List<Permission> needed(Collection<Permission> permissions) {
        return permissions.stream().filter(it -> !Everybodys.holds(it)).toList();
    }

    String text(RoleFormat format) {
        var text = new StringBuilder();
        comment(text, format, subject + ": least roles for what " + requests + " requests used");
        if (used.roles().isEmpty()) {
            comment(text, format, "nothing beyond what everybody holds");
        }
        used.inferred().forEach(it -> comment(text, format, "inferred, since it watches: " + it));
        text.append(format.text(used));
        if (!denied.roles().isEmpty()) {
            comment(text, format, "DENIED so far: grant it only if " + subject + " should have it");
            text.append(format.text(denied));
        }
        return text.toString();
    }

    /** Names come from clients: none may end a comment. */
    private static void comment(StringBuilder text, RoleFormat format, String line) {
        text.append(format.comment())
                .append(line.replaceAll("[\\p{Cntrl}\u0085\u2028\u2029]", " "))
                .append('\n');
    }
}
