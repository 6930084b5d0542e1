package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.drift.Drift;
import cloud.kuryzhev.rbacguard.policy.drift.DriftSettings;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Replace;
import cloud.kuryzhev.rbacguard.policy.drift.Violation;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Membership;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Suggestions against the authorizer itself: 240 subjects of a generated cluster use a part of what they hold; every suggestion is
 * followed; and then what was used is allowed, and what was not used is denied.
 */
@WithControlPlane
class SuggestionsIT {

    private static final int ACTORS = 240;
    private static final int USED = 6;
    private static final int UNUSED = 24;
    private static final Duration LATER = Duration.ofDays(30);
    private static final DriftSettings EVERY_FINDING =
            new DriftSettings(Duration.ofDays(7), Set.of(Action.values()), Optional.empty());
    private static final List<Permission> REQUESTS = GeneratedCluster.requests();

    private final Random random = new Random(20261122);
    private final GeneratedCluster generated = new GeneratedCluster(42);
    private final KubernetesClient admin;
    private final AccessReviews authorizer;

    SuggestionsIT(ControlPlane plane) {
        this.admin = plane.admin().client();
        this.authorizer = new AccessReviews(admin);
    }

    private record Actor(Subject subject, SortedSet<String> groups) {

        boolean isReachedBy(Binding binding) {
            return binding.subjects().stream().anyMatch(it -> Membership.reaches(it, subject, groups));
        }
    }

    private record Asked(Actor actor, Permission permission, boolean used) {}

    @Test
    void whatWasUsedIsAllowedAndWhatWasNotIsDenied() throws InterruptedException, ExecutionException {
        List<Actor> actors =
                IntStream.range(0, ACTORS).mapToObj(SuggestionsIT::actor).toList();
        List<RbacObject> live = create(actors);
        var snapshot = RbacSnapshot.of(live);
        Map<Actor, Set<Permission>> used = use(actors, snapshot);

        List<Violation> violations = Drift.between(
                        snapshot, forbidding(live), Instant.now().plus(LATER), usage(used), EVERY_FINDING)
                .violations();
        Set<Binding> unchanged = follow(violations, snapshot);

        List<Asked> asked = actors.stream()
                .filter(actor -> unchanged.stream().noneMatch(actor::isReachedBy))
                .flatMap(actor -> asked(actor, used, snapshot))
                .toList();
        List<Boolean> allowed = Parallel.all(asked.stream()
                .<Callable<Boolean>>map(it ->
                        () -> authorizer.allows(it.actor().subject(), it.actor().groups(), it.permission()))
                .toList());

        assertThat(IntStream.range(0, asked.size())
                        .filter(i -> allowed.get(i) != asked.get(i).used())
                        .mapToObj(asked::get))
                .isEmpty();
        assertThat(asked.stream().map(Asked::actor).distinct().count()).isGreaterThanOrEqualTo(200);
        assertThat(asked).hasSizeGreaterThanOrEqualTo(5_000);
        assertThat(asked.stream().filter(Asked::used).count()).isGreaterThanOrEqualTo(1_000);
    }

    private static Actor actor(int number) {
        var groups = new TreeSet<>(Set.of("system:authenticated"));
        if (number % 4 == 0) {
            groups.add("proof-team-" + number % 20);
        }
        return new Actor(
                number % 2 == 0
                        ? new Subject.User("proof-user-" + number)
                        : new Subject.ServiceAccount("proof-1", "proof-account-" + number),
                groups);
    }

    private List<RbacObject> create(List<Actor> actors) throws InterruptedException, ExecutionException {
        GeneratedCluster.NAMESPACES.forEach(name -> admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create());
        List<Role> roles = generated.roles();
        var objects = new ArrayList<HasMetadata>();
        roles.forEach(role -> objects.add(resource(role)));
        for (int i = 0; i < actors.size(); i++) {
            objects.add(Manifests.resource(generated.binding(i, roles, subjects(actors, i))));
        }
        List<HasMetadata> created = Parallel.all(objects.stream()
                .<Callable<HasMetadata>>map(it -> () -> admin.resource(it).create())
                .toList());
        await().atMost(Duration.ofSeconds(30)).until(() -> !aggregated().rules().isEmpty());
        return Stream.concat(
                        created.stream().flatMap(it -> RbacResources.toModel(it).stream()), Stream.of(aggregated()))
                .toList();
    }

    private Role aggregated() {
        return RbacResources.toModel(admin.rbac()
                .clusterRoles()
                .withName(GeneratedCluster.AGGREGATED.name())
                .require());
    }

    private static HasMetadata resource(Role role) {
        if (!role.aggregates().isEmpty()) {
            return new ClusterRoleBuilder()
                    .withNewMetadata()
                    .withName(role.key().name())
                    .endMetadata()
                    .withNewAggregationRule()
                    .addNewClusterRoleSelector()
                    .addToMatchLabels(GeneratedCluster.LABEL, "proof")
                    .endClusterRoleSelector()
                    .endAggregationRule()
                    .build();
        }
        HasMetadata resource = Manifests.resource(role);
        resource.getMetadata().setLabels(role.metadata().labels());
        return resource;
    }

    /** Itself; sometimes somebody else too, or a whole group. */
    private List<Subject> subjects(List<Actor> actors, int number) {
        Actor actor = actors.get(number);
        if (actor.groups().size() > 1 && random.nextInt(3) == 0) {
            return List.of(new Subject.Group(actor.groups().first()));
        }
        return random.nextInt(4) == 0
                ? List.of(
                        actor.subject(),
                        actors.get((number + 1) % actors.size()).subject())
                : List.of(actor.subject());
    }

    private Map<Actor, Set<Permission>> use(List<Actor> actors, RbacSnapshot snapshot) {
        return actors.stream().collect(Collectors.toMap(actor -> actor, actor -> use(actor, snapshot)));
    }

    private Set<Permission> use(Actor actor, RbacSnapshot snapshot) {
        List<Permission> held = new ArrayList<>(REQUESTS.stream()
                .filter(it -> snapshot.bindings().filter(actor::isReachedBy).anyMatch(binding -> snapshot.grant(binding)
                        .allows(it)))
                .toList());
        Collections.shuffle(held, random);
        return held.stream().limit(USED).collect(Collectors.toSet());
    }

    /** Every ClusterRole by its name, and every binding in a namespace, so that every binding is a violation. */
    private static Policy forbidding(List<RbacObject> live) {
        return Policy.of(
                Set.of(),
                live.stream()
                        .filter(Role.class::isInstance)
                        .map(it -> it.key().name())
                        .collect(Collectors.toSet()),
                Set.copyOf(GeneratedCluster.NAMESPACES));
    }

    private static Usage usage(Map<Actor, Set<Permission>> used) {
        Instant start = Instant.now();
        var seen = Seen.once(start.plus(LATER.dividedBy(2)));
        var bySubject = new TreeMap<Subject, SubjectUsage>();
        used.forEach((actor, permissions) -> bySubject.put(
                actor.subject(),
                new SubjectUsage(
                        actor.groups(),
                        new TreeMap<>(permissions.stream().collect(Collectors.toMap(it -> it, _ -> seen))),
                        new TreeMap<>())));
        return new Usage(new Coverage(start.minus(LATER), start.plus(LATER), 10_000), bySubject);
    }

    /** Does what is suggested for bindings; those for which nothing is are left as they are. */
    private Set<Binding> follow(List<Violation> violations, RbacSnapshot snapshot)
            throws InterruptedException, ExecutionException {
        Map<ObjectKey, Replace> bySource = violations.stream()
                .filter(it -> it.suggestion() instanceof Replace)
                .collect(Collectors.toMap(Violation::source, it -> (Replace) it.suggestion()));
        List<Runnable> changes = snapshot.bindings()
                .flatMap(binding -> Stream.ofNullable(bySource.get(binding.key()))
                        .<Runnable>map(replace -> () -> follow(replace, binding)))
                .toList();
        Parallel.all(changes.stream().map(Parallel::call).toList());
        authorizer.awaitAuthorizer("proof-followed");
        return snapshot.bindings()
                .filter(binding -> !bySource.containsKey(binding.key()))
                .collect(Collectors.toSet());
    }

    private void follow(Replace replace, Binding binding) {
        Stream.<RbacObject>concat(replace.roles().stream(), replace.bindings().stream())
                .forEach(it -> admin.resource(Manifests.resource(it)).create());
        assertThat(replace.delete()).containsExactly(binding.key());
        admin.resource(Manifests.resource(binding)).delete();
    }

    private Stream<Asked> asked(Actor actor, Map<Actor, Set<Permission>> used, RbacSnapshot snapshot) {
        Set<Permission> own = used.getOrDefault(actor, Set.of());
        List<Binding> its = snapshot.bindings().filter(actor::isReachedBy).toList();
        List<Permission> owed = used.entrySet().stream()
                .filter(it -> its.stream().anyMatch(it.getKey()::isReachedBy))
                .flatMap(it -> it.getValue().stream())
                .toList();
        List<Permission> others = new ArrayList<>(REQUESTS);
        others.removeIf(it -> owed.stream().anyMatch(seen -> follows(it, seen)));
        Collections.shuffle(others, random);
        List<Grant> grants = its.stream().map(snapshot::grant).toList();
        Predicate<Permission> held = it -> grants.stream().anyMatch(grant -> grant.allows(it));
        others.sort(Comparator.comparing(held.negate()::test)); // what was held and not used comes first
        return Stream.concat(
                own.stream().map(it -> new Asked(actor, it, true)),
                others.stream().limit(UNUSED).map(it -> new Asked(actor, it, false)));
    }

    /** Whether {@code asked} goes without saying where {@code seen} is needed: under another name, listed beside a watch, or less wide. */
    private static boolean follows(Permission asked, Permission seen) {
        return asked.equals(seen)
                || (asked instanceof OnResource one
                        && seen instanceof OnResource other
                        && one.apiGroup().equals(other.apiGroup())
                        && one.resource().equals(other.resource())
                        && (other.namespace().isEmpty() || one.namespace().equals(other.namespace()))
                        && (one.verb().equals(other.verb())
                                || (one.verb().equals("list") && other.verb().equals("watch"))));
    }
}
