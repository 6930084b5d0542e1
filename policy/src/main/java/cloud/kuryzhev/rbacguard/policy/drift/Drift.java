package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.Finding;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Bootstrap;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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
 *
 * <p>Objects are judged on all cores: none waits for another, and what several need is kept in maps that stand that.
 */
public final class Drift {

    private final RbacSnapshot snapshot;
    private final RuleContext context;
    private final RuleContext ofRoles;
    private final Usage usage;
    private final DriftSettings settings;
    private final Facts facts;
    private final Observed observed;
    private final Risk risk;
    private final Map<ObjectKey, Set<String>> rulesBrokenBy = new ConcurrentHashMap<>();

    private record Judged(RbacObject object, List<Finding> findings) {}

    private Drift(RbacSnapshot snapshot, Policy policy, Instant now, Usage usage, DriftSettings settings, Facts facts) {
        this.snapshot = snapshot;
        this.context = new RuleContext(policy, snapshot.cluster(), now);
        this.ofRoles = new RuleContext(policy, snapshot.roles(), now);
        this.usage = usage;
        this.settings = settings;
        this.facts = facts;
        this.observed = new Observed(snapshot, usage.coverage(), facts, settings.minimumWindow());
        this.risk = new Risk(policy);
    }

    /** Every violation, in the order of the objects' keys, and what else was found: the same input gives the same report. */
    public static DriftReport between(
            RbacSnapshot snapshot, Policy policy, Instant now, Usage usage, DriftSettings settings, Facts facts) {
        return new Drift(snapshot, policy, now, usage, settings, facts).report();
    }

    /** The same where nothing but roles and bindings is known. */
    public static DriftReport between(
            RbacSnapshot snapshot, Policy policy, Instant now, Usage usage, DriftSettings settings) {
        return between(snapshot, policy, now, usage, settings, Facts.NONE);
    }

    /**
     * What all bindings grant, but for those that Kubernetes ships, and what of it was used; empty where it is not known what the API server
     * serves. Takes seconds in a large cluster.
     */
    public static Optional<ClusterGap> gap(
            RbacSnapshot snapshot, Policy policy, Instant now, Usage usage, DriftSettings settings, Facts facts) {
        var drift = new Drift(snapshot, policy, now, usage, settings, facts);
        var access = new UsedAccess(snapshot, usage, policy, settings.auditPolicy(), Set.of());
        return facts.discovery()
                .map(it -> Gap.ofAll(
                        snapshot.bindings()
                                .filter(binding -> !Bootstrap.ships(binding))
                                .map(binding -> drift.use(binding, access)),
                        drift.risk,
                        it));
    }

    private DriftReport report() {
        List<Judged> judged = List.copyOf(snapshot.objects().values()).parallelStream()
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
        return violating.parallelStream().map(it -> violation(it, access)).toList();
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
        UsageWindow window = observed.window(object, bindings);
        Confidence confidence = observed.confidence(object, bindings);
        List<BindingUsage> uses =
                bindings.stream().map(binding -> use(binding, access)).toList();
        return new Violation(
                object.key(),
                judged.findings(),
                subjects(bindings),
                window,
                confidence,
                Verdicts.of(uses),
                facts.discovery().flatMap(it -> Gap.of(uses, risk, it)),
                new Synthesis(snapshot, context, settings, confidence.required()).suggest(object, window, uses));
    }

    private BindingUsage use(Binding binding, UsedAccess access) {
        return access.of(binding, observed.window(binding, List.of(binding)), observed.grace(binding));
    }

    private List<Binding> bindings(RbacObject object) {
        return switch (object) {
            case Binding binding -> List.of(binding);
            case Role role -> snapshot.bindingsOf(role);
        };
    }

    private static SortedSet<Subject> subjects(List<Binding> bindings) {
        var subjects = new TreeSet<Subject>();
        bindings.forEach(binding -> subjects.addAll(binding.subjects()));
        return subjects;
    }
}
