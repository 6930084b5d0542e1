package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Explanation;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Replace;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Share;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.ArrayList;
import java.util.List;

/** A binding of several subjects taken apart, where one of them needs less than half of what all need together; proven as the whole is. */
final class Split {

    /** More roles than that are no review any more. */
    private static final int MOST = 20;

    private final RuleContext context;
    private final LeastRoles.Options options;

    Split(RuleContext context, LeastRoles.Options options) {
        this.context = context;
        this.options = options;
    }

    /** A share for each subject; none where there is nothing to take apart. */
    List<Share> of(BindingUsage usage, Replacement together) {
        List<Subject> subjects = context
                .policy()
                .permitted(usage.grant().binding().subjects())
                .stream()
                .distinct()
                .sorted()
                .toList();
        if (together.bindings().isEmpty() || subjects.size() > MOST || !diverge(usage, subjects)) {
            return List.of();
        }
        String name = together.bindings().getFirst().key().name();
        var shares = new ArrayList<Share>();
        for (Subject subject : subjects) {
            BindingUsage its = usage.of(subject);
            var alone = Replacement.of(name + "-" + (shares.size() + 1), List.of(subject), KeptAccess.of(its, options));
            if (!isProven(alone, its)) {
                return List.of();
            }
            shares.add(new Share(subject, alone.roles(), alone.bindings()));
        }
        return shares;
    }

    private static boolean diverge(BindingUsage usage, List<Subject> subjects) {
        int all = usage.neededByAll().size();
        return subjects.stream().anyMatch(it -> 2 * usage.of(it).neededByAll().size() < all);
    }

    private boolean isProven(Replacement alone, BindingUsage usage) {
        var suggestion = new Replace(alone.roles(), alone.bindings(), List.of(), List.of(), Explanation.NONE);
        return Proof.flaw(suggestion, List.of(usage), context).isEmpty();
    }
}
