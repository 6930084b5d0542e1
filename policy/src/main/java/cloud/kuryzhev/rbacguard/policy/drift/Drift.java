package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The comparison at the heart of the drift controller: live RBAC with policy and usage.
 *
 * <ol>
 *   <li>every object is judged by the policy; what Kubernetes itself ships with is left out;
 *   <li>for each object in violation: the bindings that hand out what it grants;
 *   <li>for each of those: what its subjects used of it, and do not hold through a sound binding as well;
 *   <li>verdicts, and the least roles that keep all of that.
 * </ol>
 */
public final class Drift {

    private final RbacSnapshot snapshot;
    private final RuleContext context;
    private final Usage usage;
    private final DriftSettings settings;

    private record Judged(RbacObject object, List<Finding> findings) {}

    private Drift(RbacSnapshot snapshot, RuleContext context, Usage usage, DriftSettings settings) {
        this.snapshot = snapshot;
        this.context = context;
        this.usage = usage;
        this.settings = settings;
    }

    /** Every violation, in the order of the objects' keys: the same input gives the same list. */
    public static List<Violation> between(
            RbacSnapshot snapshot, RuleContext context, Usage usage, DriftSettings settings) {
        return new Drift(snapshot, context, usage, settings).violations();
    }

    private List<Violation> violations() {
        List<Judged> violating = snapshot.objects().values().stream()
                .map(object -> new Judged(object, findings(object)))
                .filter(judged -> !judged.findings().isEmpty())
                .toList();
        Set<ObjectKey> keys =
                violating.stream().map(judged -> judged.object().key()).collect(Collectors.toSet());
        var access = new UsedAccess(snapshot, usage, context.policy(), settings.auditPolicy(), keys);
        return violating.stream().map(judged -> violation(judged, access)).toList();
    }

    private List<Finding> findings(RbacObject object) {
        return PolicyEngine.refusals(object, context).stream()
                .filter(finding -> !Bootstrap.ships(object, finding, context))
                .toList();
    }

    private Violation violation(Judged judged, UsedAccess access) {
        RbacObject object = judged.object();
        List<Binding> bindings = bindings(object);
        UsageWindow window = window(object, bindings);
        List<BindingUsage> uses = bindings.stream()
                .map(binding -> access.of(binding, window(binding, List.of(binding))))
                .toList();
        return new Violation(
                object.key(),
                judged.findings(),
                subjects(bindings),
                window,
                Verdicts.of(uses),
                new Synthesis(snapshot, context, settings).suggest(object, window, uses));
    }

    private List<Binding> bindings(RbacObject object) {
        return switch (object) {
            case Binding binding -> List.of(binding);
            case Role role -> snapshot.bindingsOf(role);
        };
    }

    private UsageWindow window(RbacObject object, List<Binding> bindings) {
        var granting = new ArrayList<RbacObject>(bindings);
        granting.add(object);
        bindings.forEach(binding -> snapshot.role(binding.roleRef()).ifPresent(granting::add));
        return UsageWindow.of(usage.coverage(), granting);
    }

    private static SortedSet<Subject> subjects(List<Binding> bindings) {
        var subjects = new TreeSet<Subject>();
        bindings.forEach(binding -> subjects.addAll(binding.subjects()));
        return subjects;
    }
}
