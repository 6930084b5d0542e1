package cloud.kuryzhev.rbacguard.cli.generate;

import cloud.kuryzhev.rbacguard.policy.drift.LeastRoles;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Observation.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The least roles of one subject.
 *
 * @param requests how many were not refused
 * @param refused how many were
 * @param notes on what they mean in a live cluster
 * @param denied those for what it was refused; without roles unless they were asked for
 */
record Generated(Subject subject, long requests, long refused, LeastRoles used, List<String> notes, LeastRoles denied) {

    Generated {
        notes = List.copyOf(notes);
    }

    static Generated of(Subject subject, Collected seen, boolean includeDenied, LeastRoles.Options options) {
        String name = LeastName.of(subject);
        var used = LeastRoles.of(subject, name, needed(seen.permissions(subject, Outcome.USED)), options);
        var denied = LeastRoles.of(
                subject,
                name + "-denied",
                includeDenied ? needed(seen.permissions(subject, Outcome.DENIED)) : List.of(),
                options);
        return new Generated(
                subject, seen.used(subject), seen.requests(subject) - seen.used(subject), used, List.of(), denied);
    }

    /** The same, with notes on what it means in {@code live}. */
    Generated in(RbacSnapshot live, Set<String> groups) {
        return new Generated(subject, requests, refused, used, Today.notes(subject, groups, used, live), denied);
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
        if (refused > 0 && denied.roles().isEmpty()) {
            comment(text, format, "left out: what was refused, " + refused + " requests");
        }
        notes.forEach(it -> comment(text, format, it));
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
