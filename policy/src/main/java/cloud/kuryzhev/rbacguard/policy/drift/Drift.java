package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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
    private final Policy policy;
    private final Usage usage;
    private final DriftSettings settings;

    private Drift(RbacSnapshot snapshot, Policy policy, Usage usage, DriftSettings settings) {
        this.snapshot = snapshot;
        this.policy = policy;
        this.usage = usage;
        this.settings = settings;
    }

    /** Every violation, in the order of the objects' keys: the same input gives the same list. */
    public static List<Violation> between(RbacSnapshot snapshot, Policy policy, Usage usage, DriftSettings settings) {
        return new Drift(snapshot, policy, usage, settings).violations();
    }

    private List<Violation> violations() {
        SortedMap<ObjectKey, List<Finding>> findings = findings();
        var access = new UsedAccess(snapshot, usage, policy, findings.keySet());
        return findings.entrySet().stream()
                .map(entry -> violation(snapshot.objects().get(entry.getKey()), entry.getValue(), access))
                .toList();
    }

    private SortedMap<ObjectKey, List<Finding>> findings() {
        var result = new TreeMap<ObjectKey, List<Finding>>();
        for (RbacObject object : snapshot.objects().values()) {
            List<Finding> findings = PolicyEngine.findings(object, policy).stream()
                    .filter(finding -> !Bootstrap.ships(object, finding))
                    .toList();
            if (!findings.isEmpty()) {
                result.put(object.key(), findings);
            }
        }
        return result;
    }

    private Violation violation(RbacObject object, List<Finding> findings, UsedAccess access) {
        List<Binding> bindings = bindings(object);
        UsageWindow window = UsageWindow.of(usage.coverage(), granting(object, bindings));
        List<BindingUsage> uses =
                bindings.stream().map(binding -> access.of(binding, window)).toList();
        return new Violation(
                object.key(),
                findings,
                subjects(bindings),
                window,
                Verdicts.of(uses),
                new Synthesis(snapshot, policy, settings).suggest(object, window, uses));
    }

    private List<Binding> bindings(RbacObject object) {
        return switch (object) {
            case Binding binding -> List.of(binding);
            case Role role -> snapshot.bindingsOf(role);
        };
    }

    private static List<RbacObject> granting(RbacObject object, List<Binding> bindings) {
        var granting = new ArrayList<RbacObject>(bindings);
        granting.add(object);
        return granting;
    }

    private static TreeSet<Subject> subjects(List<Binding> bindings) {
        var subjects = new TreeSet<Subject>();
        bindings.forEach(binding -> subjects.addAll(binding.subjects()));
        return subjects;
    }
}
