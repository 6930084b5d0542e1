package cloud.kuryzhev.rbacguard.cli.scan;

import static java.util.stream.Collectors.toSet;

import cloud.kuryzhev.rbacguard.cli.manifest.Located;
import cloud.kuryzhev.rbacguard.cli.state.State;
import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Judges what was loaded as the drift controller does: each object by what stands beside it, less what the policy exempts; and of a
 * binding nothing that is told of its role already.
 */
public final class Scan {

    private final State state;
    private final RuleContext ofRoles;
    private final RuleContext ofBindings;
    private final Set<String> only;
    private final Severity least;

    /**
     * @param only the ids of the rules that count; empty for all
     * @param least the least severity that counts
     */
    public Scan(State state, Policy policy, Instant now, Set<String> only, Severity least) {
        this.state = state;
        this.ofRoles = new RuleContext(policy, state.roles(), now);
        this.ofBindings = new RuleContext(policy, state.cluster(), now);
        this.only = only;
        this.least = least;
    }

    /** Every object of the state, judged. */
    public ScanResult result() {
        List<Located> objects = state.loaded().objects();
        List<List<Finding>> findings =
                objects.parallelStream().map(it -> findings(it.object())).toList();
        var told = new HashMap<ObjectKey, Set<String>>();
        for (int i = 0; i < objects.size(); i++) {
            if (objects.get(i).object() instanceof Role role) {
                told.computeIfAbsent(role.key(), _ -> new HashSet<>()).addAll(rules(findings.get(i)));
            }
        }
        return new ScanResult(
                IntStream.range(0, objects.size())
                        .mapToObj(i -> judged(objects.get(i), findings.get(i), told))
                        .toList(),
                state.problems());
    }

    private List<Finding> findings(RbacObject object) {
        RuleContext context = object instanceof Role ? ofRoles : ofBindings;
        return PolicyEngine.standing(object, context).stream()
                .filter(this::counts)
                .toList();
    }

    private boolean counts(Finding finding) {
        return finding.severity().compareTo(least) >= 0 && (only.isEmpty() || only.contains(FoundIssue.id(finding)));
    }

    private static Set<String> rules(List<Finding> findings) {
        return findings.stream().map(Finding::rule).collect(toSet());
    }

    private static Judged judged(Located located, List<Finding> findings, Map<ObjectKey, Set<String>> told) {
        Set<String> toldAlready =
                located.object() instanceof Binding binding ? told.getOrDefault(binding.roleRef(), Set.of()) : Set.of();
        ObjectKey key = located.object().key();
        return new Judged(
                key,
                located.of(""),
                findings.stream()
                        .filter(finding -> !toldAlready.contains(finding.rule()))
                        .map(finding -> new FoundIssue(key, finding, located.of(finding.field())))
                        .toList());
    }
}
