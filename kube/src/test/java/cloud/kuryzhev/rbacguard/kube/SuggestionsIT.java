package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.drift.Discovery.Served;
import cloud.kuryzhev.rbacguard.policy.drift.Drift;
import cloud.kuryzhev.rbacguard.policy.drift.DriftSettings;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Replace;
import cloud.kuryzhev.rbacguard.policy.drift.Violation;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Suggestions against the authorizer itself: 240 subjects of a generated cluster use a part of what they hold; every suggestion is
 * followed; and then each is asked for all that it held, wildcards written out as what the API server serves, and for some that it did
 * not. What was used is allowed, all the rest is denied.
 */
@WithControlPlane
class SuggestionsIT {

    private static final int ACTORS = 240;
    private static final int USED = 6;
    private static final int NOT_HELD = 12;
    private static final Duration LATER = Duration.ofDays(30);
    private static final DriftSettings EVERY_FINDING =
            new DriftSettings(Duration.ofDays(7), Set.of(Action.values()), Optional.empty());

    private final Random random = new Random(20261122);
    private final GeneratedCluster generated = new GeneratedCluster(42);
    private final KubernetesClient admin;
    private final AccessReviews authorizer;

    SuggestionsIT(ControlPlane plane) {
        this.admin = plane.admin().client();
        this.authorizer = new AccessReviews(admin);
    }

    /** @param unused whether a binding that is replaced says so */
    private record Asked(Actor actor, Permission permission, boolean expected, boolean unused) {}

    @Test
    void whatWasUsedIsAllowedAndWhatWasNotIsDenied() throws InterruptedException, ExecutionException {
        List<Actor> actors = IntStream.range(0, ACTORS).mapToObj(Actor::number).toList();
        List<RbacObject> live = create(actors);
        var snapshot = RbacSnapshot.of(live);
        Map<Actor, Set<Permission>> used = use(actors, snapshot);
        List<Judged> bindings = judged(snapshot, forbidding(live), used);
        List<Permission> requests = requests();
        List<Asked> asked = actors.stream()
                .flatMap(actor -> asked(actor, bindings, requests))
                .toList();

        follow(bindings);
        List<Boolean> allowed = Parallel.all(asked.stream()
                .<Callable<Boolean>>map(it ->
                        () -> authorizer.allows(it.actor().subject(), it.actor().groups(), it.permission()))
                .toList());

        assertThat(IntStream.range(0, asked.size())
                        .filter(i -> allowed.get(i) != asked.get(i).expected())
                        .mapToObj(asked::get))
                .isEmpty();
        assertThat(asked)
                .filteredOn(it -> used.getOrDefault(it.actor(), Set.of()).contains(it.permission()))
                .hasSizeGreaterThanOrEqualTo(1_000)
                .allMatch(Asked::expected);
        assertThat(asked).filteredOn(Asked::unused).hasSizeGreaterThanOrEqualTo(5_000);
        assertThat(withSuggestion(asked, bindings)).hasSizeGreaterThanOrEqualTo(200);
    }

    private static Set<Actor> withSuggestion(List<Asked> asked, List<Judged> bindings) {
        return asked.stream()
                .map(Asked::actor)
                .filter(actor -> bindings.stream()
                        .anyMatch(it -> it.suggestion().isPresent() && actor.isReachedBy(it.binding())))
                .collect(Collectors.toSet());
    }

    /** All that {@code actor} holds today, and some that it does not. */
    private Stream<Asked> asked(Actor actor, List<Judged> bindings, List<Permission> requests) {
        List<Judged> its =
                bindings.stream().filter(it -> actor.isReachedBy(it.binding())).toList();
        Predicate<Permission> held =
                it -> its.stream().anyMatch(binding -> binding.granted().test(it));
        List<Permission> others =
                new ArrayList<>(requests.stream().filter(held.negate()).toList());
        Collections.shuffle(others, random);
        return Stream.concat(requests.stream().filter(held), others.stream().limit(NOT_HELD))
                .map(it -> new Asked(
                        actor,
                        it,
                        its.stream().anyMatch(binding -> binding.keeps(it)),
                        its.stream().anyMatch(binding -> binding.givesUpAsUnused(it))));
    }

    /** Every request over the words of the generated roles, and, for their wildcards, all that this API server serves. */
    private List<Permission> requests() {
        Stream<Permission> served = new DiscoverySource(admin)
                .read().orElseThrow().resources().stream()
                        .flatMap(it -> places(it).flatMap(place -> it.verbs().stream()
                                .map(verb -> new OnResource(verb, it.apiGroup(), it.resource(), "", place))));
        return Stream.concat(GeneratedCluster.requests().stream(), served)
                .distinct()
                .toList();
    }

    private static Stream<String> places(Served served) {
        return served.namespaced() ? Stream.concat(Stream.of(""), GeneratedCluster.NAMESPACES.stream()) : Stream.of("");
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
        Parallel.all(objects.stream()
                .<Callable<HasMetadata>>map(it -> () -> admin.resource(it).create())
                .toList());
        List<PolicyRule> sources = roles.stream()
                .filter(it -> it.key().kind() == Kind.CLUSTER_ROLE)
                .filter(it -> it.metadata().labels().containsKey(GeneratedCluster.LABEL))
                .flatMap(it -> it.rules().stream())
                .toList();
        await().atMost(Duration.ofMinutes(2)).until(() -> aggregated().rules().containsAll(sources));
        return live();
    }

    /** What the API server brought along is among it: some of that reaches everybody, and stays. */
    private List<RbacObject> live() {
        return Stream.<List<? extends HasMetadata>>of(
                        admin.rbac().clusterRoles().list().getItems(),
                        admin.rbac().roles().inAnyNamespace().list().getItems(),
                        admin.rbac().clusterRoleBindings().list().getItems(),
                        admin.rbac().roleBindings().inAnyNamespace().list().getItems())
                .flatMap(List::stream)
                .flatMap(it -> RbacResources.toModel(it).stream())
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
        List<Permission> held = new ArrayList<>(GeneratedCluster.requests().stream()
                .filter(it -> snapshot.bindings().filter(actor::isReachedBy).anyMatch(binding -> snapshot.grant(binding)
                        .allows(it)))
                .toList());
        Collections.shuffle(held, random);
        return held.stream().limit(USED).collect(Collectors.toSet());
    }

    /** Every generated ClusterRole by its name, and every binding in a namespace, so that every binding is a violation. */
    private static Policy forbidding(List<RbacObject> live) {
        return Policy.of(
                Set.of(),
                live.stream()
                        .filter(Role.class::isInstance)
                        .map(it -> it.key().name())
                        .filter(it -> it.startsWith("proof-"))
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

    private static List<Judged> judged(RbacSnapshot snapshot, Policy policy, Map<Actor, Set<Permission>> used) {
        Map<ObjectKey, Violation> violations =
                Drift.between(snapshot, policy, Instant.now().plus(LATER), usage(used), EVERY_FINDING)
                        .violations()
                        .stream()
                        .collect(Collectors.toMap(Violation::source, it -> it));
        return snapshot.bindings()
                .map(it -> Judged.of(snapshot.grant(it), Optional.ofNullable(violations.get(it.key())), used))
                .toList();
    }

    /** Does what is suggested; a binding for which nothing is stays as it is. */
    private void follow(List<Judged> bindings) throws InterruptedException, ExecutionException {
        Parallel.all(bindings.stream()
                .flatMap(it ->
                        it.suggestion().map(replace -> Parallel.call(() -> follow(replace, it.binding()))).stream())
                .toList());
        authorizer.awaitAuthorizer("proof-followed");
    }

    private void follow(Replace replace, Binding binding) {
        Stream.<RbacObject>concat(replace.roles().stream(), replace.bindings().stream())
                .forEach(it -> admin.resource(Manifests.resource(it)).create());
        assertThat(replace.delete()).containsExactly(binding.key());
        admin.resource(Manifests.resource(binding)).delete();
    }
}
