package cloud.kuryzhev.rbacguard.admission.advice;

import cloud.kuryzhev.rbacguard.kube.ObservedUsage;
import cloud.kuryzhev.rbacguard.kube.ObservedUsage.Reading;
import cloud.kuryzhev.rbacguard.policy.Decision;
import cloud.kuryzhev.rbacguard.policy.Protection;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.drift.LeastRole;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Names the least role that would do instead of a grant that was refused, going by what its subjects were seen to do. */
@Component
final class LeastRoleAdvice implements Advice {

    /** A role that is bound more often is for its owner to think about, not for a line in a terminal. */
    private static final int MOST_BINDINGS = 3;

    private static final int MOST_SUBJECTS = 10;

    private final AdviceProperties properties;
    private final ObservedUsage usage;
    private final AdviceText text;

    LeastRoleAdvice(AdviceProperties properties, ObservedUsage usage, AdviceText text) {
        this.properties = properties;
        this.usage = usage;
        this.text = text;
    }

    @Override
    public String instead(RbacObject refused, Decision.Denied denial, RuleContext context) {
        if (!properties.enabled() || denial.rules().equals(List.of(Protection.RULE))) {
            return "";
        }
        var advice = new StringBuilder();
        try {
            for (Grant grant : grants(refused, context.cluster())) {
                advice.append(instead(grant, context));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the service ends: the denial itself is still told
        }
        return advice.toString();
    }

    /** What it would hand out: a binding its role's rules, a role its own to whom it is bound already. */
    private static List<Grant> grants(RbacObject refused, Cluster cluster) {
        return switch (refused) {
            case Binding binding ->
                cluster.role(binding.roleRef()).stream()
                        .map(role -> new Grant(binding, role.rules()))
                        .toList();
            case Role role -> {
                List<Binding> bindings = cluster.bindingsOf(role.key());
                yield bindings.size() > MOST_BINDINGS
                        ? List.of()
                        : bindings.stream()
                                .map(binding -> new Grant(binding, role.rules()))
                                .toList();
            }
        };
    }

    private String instead(Grant grant, RuleContext context) throws InterruptedException {
        List<Subject> subjects = observable(grant, context).toList();
        if (subjects.isEmpty() || subjects.size() > MOST_SUBJECTS) {
            return "";
        }
        Reading reading = usage.of(subjects);
        String whose = subjects.stream().map(Subject::toString).collect(Collectors.joining(", "));
        return switch (LeastRole.of(grant, reading.summaries(), context)) {
            case LeastRole.Found found -> text.of(whose, found, reading);
            case LeastRole.None none -> text.of(whose, none, reading);
        };
    }

    /** Events tell users and service accounts; a group does nothing itself. */
    private static Stream<Subject> observable(Grant grant, RuleContext context) {
        return context.policy().permitted(grant.binding().subjects()).stream().filter(subject -> switch (subject) {
            case Subject.User _ -> true;
            case Subject.ServiceAccount account -> !account.namespace().isEmpty();
            case Subject.Group _ -> false;
        });
    }
}
