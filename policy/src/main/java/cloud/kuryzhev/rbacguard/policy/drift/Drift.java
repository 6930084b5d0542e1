package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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
    private final RuleContext ofRoles;
    private final Usage usage;
    private final DriftSettings settings;
    private final Map<ObjectKey, Set<String>> rulesBrokenBy = new HashMap<>();

    private record Judged(RbacObject object, List<Finding> findings) {}

    private Drift(RbacSnapshot snapshot, Policy policy, Instant now, Usage usage, DriftSettings settings) {
        this.snapshot = snapshot;
        this.context = new RuleContext(policy, snapshot.cluster(), now);
        this.ofRoles = new RuleContext(policy, snapshot.roles(), now);
        this.usage = usage;
        this.settings = settings;
    }

    /** Every violation, in the order of the objects' keys, and what else was found: the same input gives the same report. */
    public static DriftReport between(
            RbacSnapshot snapshot, Policy policy, Instant now, Usage usage, DriftSettings settings) {
        return new Drift(snapshot, policy, now, usage, settings).report();
    }

    private DriftReport report() {
        List<Judged> judged = snapshot.objects().values().stream()
                .map(object -> new Judged(object, findings(object)))
                .toList();
        return new DriftReport(violations(judged), unfiled(judged));
    }

    private List<Violation> violations(List<Judged> judged) {
        List<Judged> violating = judged.stream()
                .map(it -> new Judged(it.object(), filed(it.findings())))
                .filter(it -> !it.findings().isEmpty())
                .toList();
        Set<ObjectKey> keys = violating.stream().map(it -> it.object().key()).collect(Collectors.toSet());
        var access = new UsedAccess(snapshot, usage, context.policy(), settings.auditPolicy(), keys);
        return violating.stream().map(it -> violation(it, access)).toList();
    }

    private SortedMap<String, Long> unfiled(List<Judged> judged) {
        return judged.stream()
                .flatMap(it -> it.findings().stream())
                .filter(finding -> !isFiled(finding))
                .collect(Collectors.groupingBy(Finding::ruleId, TreeMap::new, Collectors.counting()));
    }

    private List<Finding> filed(List<Finding> findings) {
        return findings.stream().filter(this::isFiled).toList();
    }

    private boolean isFiled(Finding finding) {
        return settings.filed().contains(finding.action());
    }

    private List<Finding> findings(RbacObject object) {
        return switch (object) {
            case Role role -> PolicyEngine.standing(role, ofRoles);
            case Binding binding -> withoutWhatItsRoleTells(binding);
        };
    }

    /** A bad role is one violation, however often it is bound. */
    private List<Finding> withoutWhatItsRoleTells(Binding binding) {
        Set<String> told = rulesBrokenBy.computeIfAbsent(binding.roleRef(), this::rulesBrokenBy);
        return PolicyEngine.standing(binding, context).stream()
                .filter(finding -> !told.contains(finding.rule()))
                .toList();
    }

    private Set<String> rulesBrokenBy(ObjectKey role) {
        return snapshot.cluster().role(role).stream()
                .flatMap(it -> filed(findings(it)).stream())
                .map(Finding::rule)
                .collect(Collectors.toSet());
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
        bindings.forEach(binding -> snapshot.cluster().role(binding.roleRef()).ifPresent(granting::add));
        return UsageWindow.of(usage.coverage(), granting);
    }

    private static SortedSet<Subject> subjects(List<Binding> bindings) {
        var subjects = new TreeSet<Subject>();
        bindings.forEach(binding -> subjects.addAll(binding.subjects()));
        return subjects;
    }
}
