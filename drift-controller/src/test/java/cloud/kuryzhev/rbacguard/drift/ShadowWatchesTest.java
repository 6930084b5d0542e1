package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.ShadowWatch;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.Metadata;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange.ObjectName;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.drift.Shadow;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a suggestion that nobody has applied yet. */
class ShadowWatchesTest {

    private static final Instant MONDAY = Instant.parse("2026-06-01T08:00:00Z");
    private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));
    private static final Instant THURSDAY = MONDAY.plus(Duration.ofDays(3));
    private static final Duration WEEK = Duration.ofDays(7);

    private static final Subject CART = new Subject.ServiceAccount("shop", "cart");
    private static final Permission PODS = new Permission.OnResource("get", "", "pods", "", "shop");
    private static final Permission SECRETS = new Permission.OnResource("get", "", "secrets", "", "shop");
    private static final SuggestedChange PODS_ONLY = suggestion("pods");
    private static final SuggestedChange BOTH = suggestion("pods", "secrets");

    private final Map<Permission, Seen> used = new TreeMap<>(Map.of(PODS, new Seen(MONDAY, MONDAY, 5)));

    @Test
    void aSuggestionIsWatchedFromTheCycleOnThatMakesIt() {
        assertThat(next(null, null, PODS_ONLY, MONDAY))
                .isEqualTo(new ShadowWatch(
                        "2026-06-01T08:00:00Z",
                        "2026-06-08T08:00:00Z",
                        0L,
                        "2026-06-01T08:00:00Z",
                        5L,
                        List.of(),
                        null));
    }

    @Test
    void requestsSinceAreCountedOnceADay() {
        ShadowWatch begun = next(null, null, PODS_ONLY, MONDAY);
        used.put(PODS, new Seen(MONDAY, MONDAY.plusSeconds(60), 6));
        assertThat(next(begun, PODS_ONLY, PODS_ONLY, MONDAY.plusSeconds(60)))
                .as("no reason to write")
                .isSameAs(begun);

        used.put(PODS, new Seen(MONDAY, TUESDAY, 105));
        ShadowWatch counted = next(begun, PODS_ONLY, PODS_ONLY, TUESDAY.plusSeconds(1));
        assertThat(counted).isNotNull().satisfies(it -> {
            assertThat(it.requests()).isEqualTo(100);
            assertThat(it.since()).isEqualTo("2026-06-01T08:00:00Z");
            assertThat(it.asOf()).isEqualTo("2026-06-02T08:00:01Z");
        });
        assertThat(next(counted, PODS_ONLY, PODS_ONLY, THURSDAY))
                .as("nothing was asked for since")
                .isSameAs(counted);
    }

    @Test
    void oneThatWouldDenySomethingIsWithdrawnAndTheNextIsWatchedAnew() {
        ShadowWatch begun = next(null, null, PODS_ONLY, MONDAY);
        used.put(SECRETS, new Seen(TUESDAY, TUESDAY, 1));
        ShadowWatch remade = next(begun, PODS_ONLY, BOTH, THURSDAY);
        assertThat(remade)
                .isEqualTo(new ShadowWatch(
                        "2026-06-04T08:00:00Z",
                        "2026-06-11T08:00:00Z",
                        0L,
                        "2026-06-04T08:00:00Z",
                        6L,
                        List.of("ServiceAccount shop/cart: get secrets -n shop"),
                        "2026-06-04T08:00:00Z"));
        assertThat(next(remade, BOTH, BOTH, THURSDAY.plusSeconds(60)))
                .as("what was withdrawn is remembered, and withdrawn once")
                .isSameAs(remade);
    }

    @Test
    void whereNoneCanBeMadeInsteadWhatItWouldHaveDeniedIsStillTold() {
        ShadowWatch begun = next(null, null, PODS_ONLY, MONDAY);
        used.put(SECRETS, new Seen(TUESDAY, TUESDAY, 1));
        assertThat(next(begun, PODS_ONLY, SuggestedChange.none("none: it breaks the policy"), THURSDAY))
                .isNotNull()
                .satisfies(it -> {
                    assertThat(it.since()).isNull();
                    assertThat(it.wouldDeny()).containsExactly("ServiceAccount shop/cart: get secrets -n shop");
                });
    }

    @Test
    void anotherSuggestionIsWatchedAnew() {
        ShadowWatch begun = next(null, null, BOTH, MONDAY);
        assertThat(next(begun, BOTH, PODS_ONLY, THURSDAY)).isNotNull().satisfies(it -> {
            assertThat(it.since()).isEqualTo("2026-06-04T08:00:00Z");
            assertThat(it.wouldDeny()).isEmpty();
        });
    }

    @Test
    void withoutASuggestionNothingIsWatched() {
        assertThat(next(null, null, SuggestedChange.none("none: too young"), MONDAY))
                .isNull();
        assertThat(next(null, null, null, MONDAY)).isNull();
    }

    private @Nullable ShadowWatch next(
            @Nullable ShadowWatch before, @Nullable SuggestedChange last, @Nullable SuggestedChange next, Instant now) {
        var wide = new Role(
                new ObjectKey(Kind.CLUSTER_ROLE, "", "wide"),
                List.of(PolicyRule.onResources(List.of("*"), List.of(""), List.of("*"))));
        var widely = new Binding(new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "widely"), wide.key(), List.of(CART));
        var usage = new Usage(
                new Coverage(MONDAY, now, 10),
                new TreeMap<>(Map.of(CART, new SubjectUsage(new TreeSet<>(), new TreeMap<>(used), new TreeMap<>()))));
        var shadow = new Shadow(RbacSnapshot.of(List.of(wide, widely)), usage, Policy.DEFAULT);
        return new ShadowWatches(shadow, WEEK, now).next(before, last, next);
    }

    private static SuggestedChange suggestion(String... resources) {
        var widely = new ObjectName("ClusterRoleBinding", "widely", null);
        return new NarrowChange(widely, new Metadata("least", "shop"), "cart").to("get", resources);
    }
}
