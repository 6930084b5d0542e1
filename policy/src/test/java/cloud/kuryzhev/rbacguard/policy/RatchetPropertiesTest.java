package cloud.kuryzhev.rbacguard.policy;

import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.group;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.LabelSelector;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.SmallWorld;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** Revoking is never refused and widening is never missed, whatever else stands in the cluster. */
class RatchetPropertiesTest {

    private static final List<Subject> SUBJECTS =
            List.of(user("jane"), user("joe"), group("system:authenticated"), group("system:masters"));
    private static final String FEEDS = Role.AGGREGATE_TO + "admin";

    private static final List<String> UNHEARD = List.of("unheard", "unheard/scale", "pods/*");

    /** Also those for what stands in no rule, so that only a wildcard allows it, and for {@code pods/*}, which may be asked for. */
    private static final List<Permission> REQUESTS = SmallWorld.REQUESTS.stream()
            .flatMap(RatchetPropertiesTest::besides)
            .distinct()
            .toList();

    /** A role that may be bound, may feed another, and may have been changed before it was judged. */
    record Standing(Role role, List<RbacObject> others) {
        RuleContext context(RbacObject stored) {
            var objects = new ArrayList<>(others);
            objects.add(stored);
            return new RuleContext(Policy.DEFAULT, RbacSnapshot.of(objects).cluster(), Given.NOW);
        }

        Decision update(RbacObject old, RbacObject object) {
            var review = new Review(new Requester("dev", new TreeSet<>()), object, Optional.of(old));
            return PolicyEngine.evaluate(review, context(old));
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aRoleWithFewerRulesAndLabelsPasses(@ForAll("standing") Standing it, @ForAll("indices") Set<Integer> kept) {
        Role old = it.role();
        List<PolicyRule> fewer = kept.stream()
                .filter(index -> index < old.rules().size())
                .map(old.rules()::get)
                .toList();
        assertThat(it.update(old, new Role(old.key(), fewer, old.metadata()))).isInstanceOf(Decision.Allowed.class);
        assertThat(it.update(old, new Role(old.key(), old.rules(), Metadata.NONE)))
                .isInstanceOf(Decision.Allowed.class);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aBindingWithFewerSubjectsPasses(@ForAll("standing") Standing it, @ForAll("subjects") Set<Subject> subjects) {
        var all = clusterRoleBinding("b", "r", SUBJECTS.toArray(Subject[]::new));
        var fewer = new Binding(all.key(), all.roleRef(), List.copyOf(subjects), all.metadata());
        var objects = new ArrayList<>(it.others());
        objects.add(it.role());
        assertThat(new Standing(it.role(), objects).update(all, fewer)).isInstanceOf(Decision.Allowed.class);
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void whatIsRefusedGrantsSomethingNew(@ForAll("standing") Standing it, @ForAll("standing") Standing other) {
        Role old = it.role();
        Role role = new Role(old.key(), other.role().rules(), other.role().metadata());
        if (it.update(old, role) instanceof Decision.Denied) {
            boolean feedsMore = role.feedsAggregation() && !old.feedsAggregation();
            assertThat(feedsMore
                            || REQUESTS.stream().anyMatch(request -> allows(role, request) && !allows(old, request)))
                    .isTrue();
        }
    }

    /** What would be refused as new passes as an update only where it grants nothing that was not granted. */
    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void whatPassesAlthoughItIsBadGrantsNothingNew(
            @ForAll("standing") Standing it, @ForAll("standing") Standing other) {
        Role old = it.role();
        Role role = new Role(old.key(), other.role().rules(), other.role().metadata());
        RuleContext context = it.context(old);
        if (!PolicyEngine.refusals(role, context).isEmpty() && it.update(old, role) instanceof Decision.Allowed) {
            assertThat(REQUESTS).filteredOn(request -> allows(role, request)).allMatch(request -> allows(old, request));
        }
    }

    @Provide
    Arbitrary<Standing> standing() {
        return Combinators.combine(
                        roles("r"), roles("feeder"), Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as((role, feeder, cluster, namespace) -> {
                    var others = new ArrayList<RbacObject>(List.of(feeder, aggregated()));
                    if (cluster) {
                        others.add(clusterRoleBinding("everywhere", "r", user("jane")));
                    }
                    if (namespace) {
                        others.add(roleBinding("n1", "here", clusterRoleKey("admin"), group("devs")));
                    }
                    return new Standing(role, others);
                });
    }

    @Provide
    Arbitrary<Set<Integer>> indices() {
        return Arbitraries.of(0, 1, 2).set();
    }

    @Provide
    Arbitrary<Set<Subject>> subjects() {
        return Arbitraries.of(SUBJECTS).set();
    }

    private static Arbitrary<Role> roles(String name) {
        return Combinators.combine(SmallWorld.rules().list().ofMaxSize(3), Arbitraries.of(true, false))
                .as((rules, feeds) -> new Role(
                        clusterRoleKey(name),
                        rules,
                        Metadata.createdAt(Given.CREATED).withLabels(feeds ? Map.of(FEEDS, "true") : Map.of())));
    }

    private static Role aggregated() {
        return new Role(
                clusterRoleKey("admin"),
                List.of(),
                List.of(new LabelSelector(new TreeMap<>(Map.of(FEEDS, "true")), List.of())),
                Metadata.createdAt(Given.CREATED));
    }

    private static boolean allows(Role role, Permission request) {
        return role.rules().stream().anyMatch(rule -> rule.allows(request));
    }

    private static Stream<Permission> besides(Permission request) {
        return switch (request) {
            case OnUrl(String verb, String path) ->
                Stream.of(verb, "unheard").flatMap(v -> Stream.of(path, path + "/unheard", "unheard")
                        .map(p -> new OnUrl(v, p)));
            case OnResource(String verb, String group, String resource, String name, String namespace) ->
                Stream.of(verb, "unheard").flatMap(v -> Stream.of(group, "unheard")
                        .flatMap(g -> Stream.concat(Stream.of(resource), UNHEARD.stream())
                                .flatMap(r ->
                                        Stream.of(name, "unheard").map(n -> new OnResource(v, g, r, n, namespace)))));
        };
    }
}
