package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.IdleBinding;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells bindings that nobody uses from those that nobody needs because others grant the same. */
final class Idle {

    /** More names than that say no more. */
    private static final int MOST = 5;

    private Idle() {}

    static Optional<IdleBinding> of(BindingUsage usage, List<Subject> permitted) {
        return usage.isNeedless()
                ? Optional.of(new IdleBinding(usage.grant().binding().key(), reason(usage, permitted)))
                : Optional.empty();
    }

    private static String reason(BindingUsage usage, List<Subject> permitted) {
        if (permitted.isEmpty()) {
            return "the policy lets its subjects hold nothing";
        }
        if (usage.used().isEmpty()) {
            return "unused: nobody was seen to use anything that it grants";
        }
        return usage.heldElsewhere().isEmpty()
                ? "used by subjects only that the policy lets hold nothing"
                : "redundant: all that was used of it is allowed by " + shown(usage) + " as well";
    }

    private static String shown(BindingUsage usage) {
        int more = usage.heldElsewhere().size() - MOST;
        return usage.heldElsewhere().stream()
                        .limit(MOST)
                        .map(ObjectKey::toString)
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
