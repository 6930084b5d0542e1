package cloud.kuryzhev.rbacguard.policy.access;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.Optional;

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

    /** The subject that says {@code text} of itself, such as {@code ServiceAccount shop/cart}; empty if none does. */
    public static Optional<Subject> read(String text) {
        String[] parts = text.split(" ", 2);
        if (parts.length < 2) {
            return Optional.empty();
        }
        String[] account = parts[1].split("/", 2);
        return switch (parts[0]) {
            case "User" -> Optional.of(new Subject.User(parts[1]));
            case "Group" -> Optional.of(new Subject.Group(parts[1]));
            case "ServiceAccount" ->
                account.length == 2
                        ? Optional.of(new Subject.ServiceAccount(account[0], account[1]))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** What {@link #parse} reads as {@code subject}. */
    public static String written(Subject subject) {
        return switch (subject) {
            case Subject.User(String name) -> "user:" + name;
            case Subject.Group(String name) -> "group:" + name;
            case Subject.ServiceAccount(String namespace, String name) -> "sa:" + namespace + ":" + name;
        };
    }
}
