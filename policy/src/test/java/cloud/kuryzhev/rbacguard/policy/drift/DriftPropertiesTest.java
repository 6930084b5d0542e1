package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.roleKey;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyEngine;
import cloud.kuryzhev.rbacguard.policy.drift.ReferenceAuthorizer.Caller;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.None;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Replace;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Covers;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.SmallWorld;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

class DriftPropertiesTest {

    private static final List<Caller> CALLERS = List.of(
            new Caller("jane", Set.of("dev", "system:authenticated")),
            new Caller("eve", Set.of("dev", "system:authenticated")),
            new Caller("system:anonymous", Set.of("system:unauthenticated")),
            serviceAccount("n1", "a"),
            serviceAccount("n2", "b"));
    private static final List<Subject> SUBJECTS = List.of(
            new Subject.User("jane"),
            new Subject.User("eve"),
            new Subject.User("system:anonymous"),
            new Subject.User("system:serviceaccount:n2:b"),
            new Subject.Group("dev"),
            new Subject.Group("system:serviceaccounts"),
            new Subject.Group("system:serviceaccounts:n1"),
            new Subject.Group("system:unauthenticated"),
            new Subject.ServiceAccount("n1", "a"),
            new Subject.ServiceAccount("", "a"));
    private static final List<ObjectKey> ROLES =
            List.of(clusterRoleKey("r"), clusterRoleKey("s"), clusterRoleKey("t"), roleKey("n1", "r"));
    private static final Policy POLICY = Policy.of(Set.of("system:anonymous", "eve"), Set.of("s", "t"), Set.of());

    /** A cluster and what was used in it. */
    record World(List<RbacObject> objects, Map<Caller, Set<Permission>> used) {

        List<Violation> violations() {
            var bySubject = new TreeMap<Subject, SubjectUsage>();
            used.forEach((caller, permissions) -> {
                var seen = new TreeMap<Permission, Seen>();
                permissions.forEach(permission -> seen.put(permission, seen(permission)));
                bySubject.put(
                        Subject.ofUsername(caller.name()),
                        new SubjectUsage(new TreeSet<>(caller.groups()), seen, new TreeMap<>()));
            });
            return Drift.between(
                            RbacSnapshot.of(objects),
                            POLICY,
                            Given.NOW,
                            new Usage(new Coverage(Scene.FROM, Scene.TO, 1), bySubject),
                            DriftSettings.DEFAULT)
                    .violations();
        }

        /** Every other one all the time, so that its name is kept. */
        private static Seen seen(Permission permission) {
            return permission.hashCode() % 2 == 0 ? new Seen(Scene.FROM, Scene.TO, 2) : Seen.once(Scene.SEEN);
        }

        /** The same cluster once {@code suggestions} are followed. */
        Collection<RbacObject> after(Stream<Replace> suggestions) {
            var after = new TreeMap<ObjectKey, RbacObject>();
            objects.forEach(object -> after.put(object.key(), object));
            List<Replace> all = suggestions.toList();
            all.forEach(suggestion -> Stream.concat(suggestion.roles().stream(), suggestion.bindings().stream())
                    .forEach(object -> after.put(object.key(), object)));
            all.forEach(suggestion -> suggestion.delete().forEach(after::remove));
            return after.values();
        }
    }

    @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReportMode.OFF)
    void followingEverySuggestionLosesNothingThatWasUsed(@ForAll("worlds") World world) {
        List<Replace> suggestions = replacements(world).toList();
        Statistics.collect(
                suggestions.stream().anyMatch(suggestion -> !suggestion.roles().isEmpty()));
        var before = new ReferenceAuthorizer(world.objects());
        var after = new ReferenceAuthorizer(world.after(suggestions.stream()));
        world.used().forEach((caller, permissions) -> permissions.stream()
                .filter(permission -> isOwed(world.objects(), caller, permission))
                .forEach(permission -> assertThat(after.allows(caller, permission))
                        .as("%s of %s", permission, caller)
                        .isEqualTo(before.allows(caller, permission))));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void followingOneSuggestionLosesNothingThatWasUsed(@ForAll("worlds") World world) {
        var before = new ReferenceAuthorizer(world.objects());
        replacements(world).forEach(suggestion -> {
            var after = new ReferenceAuthorizer(world.after(Stream.of(suggestion)));
            world.used().forEach((caller, permissions) -> permissions.stream()
                    .filter(permission -> isOwed(world.objects(), caller, permission))
                    .forEach(permission -> assertThat(after.allows(caller, permission))
                            .as("%s of %s", permission, caller)
                            .isEqualTo(before.allows(caller, permission))));
        });
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void noSuggestionAllowsAnythingNew(@ForAll("worlds") World world) {
        var before = new ReferenceAuthorizer(world.objects());
        replacements(world).forEach(suggestion -> {
            var after = new ReferenceAuthorizer(world.after(Stream.of(suggestion)));
            for (Caller caller : CALLERS) {
                assertThat(SmallWorld.REQUESTS)
                        .filteredOn(request -> after.allows(caller, request))
                        .allMatch(request -> before.allows(caller, request));
            }
        });
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatABindingGrantsTodayCoversWhatIsSuggestedInItsPlace(@ForAll("worlds") World world) {
        var snapshot = RbacSnapshot.of(world.objects());
        List<Violation> violations = world.violations();
        snapshot.bindings().forEach(binding -> violations.stream()
                .filter(it -> it.source().equals(binding.key()))
                .map(Violation::suggestion)
                .filter(Replace.class::isInstance)
                .flatMap(it -> ((Replace) it).roles().stream())
                .forEach(
                        role -> assertThat(Covers.covers(snapshot.grant(binding).rules(), role.rules()))
                                .as("%s of %s", role, binding)
                                .isTrue()));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void noSuggestedObjectBreaksThePolicy(@ForAll("worlds") World world) {
        replacements(world)
                .flatMap(suggestion -> Stream.concat(suggestion.roles().stream(), suggestion.bindings().stream()))
                .forEach(object -> assertThat(PolicyEngine.refusals(object, Given.alone(POLICY)))
                        .isEmpty());
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void nothingIsLeftWithoutASuggestionButRolesThatNobodyIsBoundTo(@ForAll("worlds") World world) {
        assertThat(world.violations())
                .extracting(Violation::suggestion)
                .filteredOn(None.class::isInstance)
                .allSatisfy(none -> assertThat(((None) none).reason()).startsWith("no binding grants it"));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void theOrderOfTheInputDoesNotMatter(@ForAll("worlds") World world, @ForAll Random random) {
        var shuffled = new ArrayList<>(world.objects());
        Collections.shuffle(shuffled, random);
        assertThat(new World(shuffled, world.used()).violations()).isEqualTo(world.violations());
    }

    /** What a forbidden subject did, or what was granted to forbidden subjects only, is not owed to anybody. */
    private static boolean isOwed(List<RbacObject> objects, Caller caller, Permission permission) {
        List<RbacObject> toPermitted = objects.stream()
                .map(object -> object instanceof Binding binding
                        ? new Binding(binding.key(), binding.roleRef(), POLICY.permitted(binding.subjects()))
                        : object)
                .toList();
        return !POLICY.forbiddenSubjects().contains(caller.name())
                && new ReferenceAuthorizer(toPermitted).allows(caller, permission);
    }

    private static Stream<Replace> replacements(World world) {
        return world.violations().stream()
                .map(Violation::suggestion)
                .filter(Replace.class::isInstance)
                .map(Replace.class::cast);
    }

    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<List<RbacObject>> roles = Combinators.combine(ROLES.stream()
                        .map(key -> SmallWorld.rules()
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(2)
                                .map(rules -> role(key, rules)))
                        .toList())
                .as(list -> list);
        Arbitrary<List<RbacObject>> bindings = bindings().list().ofMinSize(1).ofMaxSize(4);
        Arbitrary<Map<Caller, Set<Permission>>> used = Arbitraries.maps(
                        Arbitraries.of(CALLERS),
                        Arbitraries.of(SmallWorld.REQUESTS).set().ofMaxSize(25))
                .ofMaxSize(CALLERS.size());
        return Combinators.combine(roles, bindings, used)
                .as((some, others, usage) -> new World(distinct(Stream.concat(some.stream(), others.stream())), usage));
    }

    private static Arbitrary<RbacObject> bindings() {
        return Combinators.combine(
                        Arbitraries.of(SmallWorld.NAMESPACES),
                        Arbitraries.of("b", "c", "b-least"),
                        Arbitraries.of(ROLES),
                        Arbitraries.of(SUBJECTS).list().uniqueElements().ofMaxSize(3))
                .as(DriftPropertiesTest::binding);
    }

    private static RbacObject binding(String namespace, String name, ObjectKey role, List<Subject> subjects) {
        Kind kind = namespace.isEmpty() ? Kind.CLUSTER_ROLE_BINDING : Kind.ROLE_BINDING;
        ObjectKey reachable = role.kind() == Kind.ROLE && !role.namespace().equals(namespace) ? ROLES.getFirst() : role;
        return new Binding(
                new ObjectKey(kind, namespace, name), reachable, subjects, Metadata.createdAt(Given.CREATED));
    }

    private static RbacObject role(ObjectKey key, List<PolicyRule> rules) {
        return new Role(key, rules, Metadata.createdAt(Given.CREATED));
    }

    private static List<RbacObject> distinct(Stream<RbacObject> objects) {
        var byKey = new TreeMap<ObjectKey, RbacObject>();
        objects.forEach(object -> byKey.put(object.key(), object));
        return List.copyOf(byKey.values());
    }

    private static Caller serviceAccount(String namespace, String name) {
        return new Caller(
                "system:serviceaccount:" + namespace + ":" + name,
                Set.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated"));
    }
}
