package cloud.kuryzhev.rbacguard.policy.access;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;

/** A subject as people type it. */
public final class SubjectName {

    private SubjectName() {}

    /**
     * The subject.
     *
     * @param text {@code serviceaccount:NS:NAME} or {@code sa:NS:NAME}, {@code group:NAME}, {@code user:NAME}, or a name as the
     *     authenticator spells it, {@code system:serviceaccount:NS:NAME} among them
     */
    public static Subject parse(String text) {
        String[] parts = text.split(":", 2);
        String rest = parts.length == 2 ? parts[1] : "";
        return switch (parts[0]) {
            case "group" -> new Subject.Group(rest);
            case "user" -> Subject.ofUsername(rest);
            case "serviceaccount", "sa" -> Subject.ofUsername(Subject.SERVICE_ACCOUNT_PREFIX + rest);
            default -> Subject.ofUsername(text);
        };
    }
}
