package cloud.kuryzhev.rbacguard.benchmarks.core;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.drift.Discovery;
import cloud.kuryzhev.rbacguard.policy.drift.Discovery.Served;
import cloud.kuryzhev.rbacguard.policy.drift.Drift;
import cloud.kuryzhev.rbacguard.policy.drift.DriftReport;
import cloud.kuryzhev.rbacguard.policy.drift.DriftSettings;
import cloud.kuryzhev.rbacguard.policy.drift.Facts;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.drift.RuleAges;
import cloud.kuryzhev.rbacguard.policy.drift.Schedules;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.rbac.Verbs;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One violation, whole: verdicts, the gap, the least roles and their proof, for one service account that used half of what it holds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SynthesisBenchmark {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = FROM.plus(Duration.ofDays(30));
    private static final Policy POLICY = Policy.of(Set.of(), Set.of("wide"), Set.of());
    private static final int GROUPS = 25;

    /** How many permissions the service account holds. */
    @Param("5000")
    public int permissions;

    private RbacSnapshot snapshot = RbacSnapshot.of(List.of());
    private Usage usage = Usage.NONE;
    private Facts facts = Facts.NONE;

    /** Makes the role, the binding and what was used. */
    @Setup
    public void cluster() {
        var account = new Subject.ServiceAccount("shop", "backend");
        var role = new Role(
                new ObjectKey(Kind.CLUSTER_ROLE, "", "wide"),
                IntStream.range(0, GROUPS).mapToObj(this::rule).toList(),
                Metadata.createdAt(FROM));
        var binding = new Binding(
                new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "wide"),
                role.key(),
                List.of(account),
                Metadata.createdAt(FROM));
        snapshot = RbacSnapshot.of(List.of(role, binding));
        usage = new Usage(
                new Coverage(FROM, TO, 100_000),
                new TreeMap<>(Map.of(account, new SubjectUsage(new TreeSet<>(), used(), new TreeMap<>()))));
        facts = new Facts(
                Optional.of(new Discovery(
                        "v1.36.3",
                        IntStream.range(0, resources()).mapToObj(this::served).toList())),
                Schedules.UNKNOWN,
                RuleAges.NONE,
                Map.of());
    }

    private int resources() {
        return permissions / Verbs.STANDARD.size();
    }

    private PolicyRule rule(int group) {
        return PolicyRule.onResources(
                Verbs.STANDARD,
                List.of("group-" + group),
                IntStream.range(0, resources())
                        .filter(i -> i % GROUPS == group)
                        .mapToObj(i -> "resource-" + i)
                        .toList());
    }

    private Served served(int resource) {
        return new Served("group-" + resource % GROUPS, "resource-" + resource, true, Verbs.STANDARD);
    }

    private SortedMap<Permission, Seen> used() {
        var used = new TreeMap<Permission, Seen>();
        for (int i = 0; i < resources(); i++) {
            for (int verb = 0; verb < Verbs.STANDARD.size(); verb += 2) {
                used.put(
                        new Permission.OnResource(
                                Verbs.STANDARD.get(verb), "group-" + i % GROUPS, "resource-" + i, "", "shop"),
                        Seen.once(FROM.plus(Duration.ofDays(15))));
            }
        }
        return used;
    }

    /** The comparison of that one binding. */
    @Benchmark
    public DriftReport synthesis() {
        return Drift.between(snapshot, POLICY, TO, usage, DriftSettings.DEFAULT, facts);
    }
}
