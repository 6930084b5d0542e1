package cloud.kuryzhev.rbacguard.policy.drift;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.audit.AuditPolicy;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.None;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Replace;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** A cluster of a few objects and what was seen in it, for a month from {@link #FROM}. */
final class Scene {

    static final Instant FROM = Instant.parse("2026-06-01T00:00:00Z");
    static final Instant SEEN = Instant.parse("2026-06-15T00:00:00Z");
    static final Instant TO = Instant.parse("2026-07-01T00:00:00Z");

    /** With violations for what would be refused, and for nothing else. */
    private static final DriftSettings REFUSED =
            new DriftSettings(Duration.ofDays(7), Set.of(Action.DENY), Optional.empty());

    private final List<RbacObject> objects = new ArrayList<>();
    private final TreeMap<Subject, SubjectUsage> usage = new TreeMap<>();
    private Coverage coverage = new Coverage(FROM, TO, 1_000);
    private Policy policy = Policy.DEFAULT;
    private DriftSettings settings = REFUSED;
    private Facts facts = Facts.NONE;

    Scene(RbacObject... objects) {
        this.objects.addAll(List.of(objects));
    }

    Scene listening(Instant from, Instant to, long events) {
        coverage = new Coverage(from, to, events);
        return this;
    }

    Scene auditedBy(AuditPolicy other) {
        settings = new DriftSettings(REFUSED.minimumWindow(), REFUSED.filed(), Optional.of(other));
        return this;
    }

    Scene knowing(Facts others) {
        facts = others;
        return this;
    }

    Scene under(Policy other) {
        policy = other;
        return this;
    }

    Scene used(Subject actor, Permission... permissions) {
        return used(actor, Set.of(), permissions);
    }

    Scene used(Subject actor, Set<String> groups, Permission... permissions) {
        return seen(SEEN, actor, groups, permissions);
    }

    Scene seen(Instant at, Subject actor, Set<String> groups, Permission... permissions) {
        return seen(Seen.once(at), actor, groups, permissions);
    }

    Scene seen(Seen times, Subject actor, Permission... permissions) {
        return seen(times, actor, Set.of(), permissions);
    }

    private Scene seen(Seen times, Subject actor, Set<String> groups, Permission... permissions) {
        Map<Permission, Seen> used =
                Stream.of(permissions).collect(toMap(Function.identity(), _ -> times, (one, _) -> one));
        usage.merge(
                actor, new SubjectUsage(new TreeSet<>(groups), new TreeMap<>(used), new TreeMap<>()), (old, added) -> {
                    var all = new TreeMap<>(old.used());
                    all.putAll(added.used());
                    return new SubjectUsage(added.groups(), all, old.denied());
                });
        return this;
    }

    Scene denied(Subject actor, Permission permission) {
        usage.put(
                actor,
                new SubjectUsage(new TreeSet<>(), new TreeMap<>(), new TreeMap<>(Map.of(permission, Seen.once(SEEN)))));
        return this;
    }

    List<Violation> violations() {
        return report(settings).violations();
    }

    DriftReport report(DriftSettings settings) {
        return Drift.between(RbacSnapshot.of(objects), policy, Given.NOW, new Usage(coverage, usage), settings, facts);
    }

    Optional<ClusterGap> gap() {
        return Drift.gap(RbacSnapshot.of(objects), policy, Given.NOW, new Usage(coverage, usage), settings, facts);
    }

    Violation violation(ObjectKey source) {
        return violations().stream()
                .filter(violation -> violation.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    Violation violation(RbacObject object) {
        return violation(object.key());
    }

    Replace replacement(RbacObject object) {
        var suggestion = violation(object).suggestion();
        assertThat(suggestion).isInstanceOf(Replace.class);
        return (Replace) suggestion;
    }

    String whyNone(RbacObject object) {
        var suggestion = violation(object).suggestion();
        assertThat(suggestion).isInstanceOf(None.class);
        return ((None) suggestion).reason();
    }

    /** As a suggestion holds it: not stored yet. */
    static Role fresh(Role role) {
        return new Role(role.key(), role.rules());
    }
}
