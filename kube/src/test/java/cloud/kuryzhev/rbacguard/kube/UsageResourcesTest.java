package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsageSpec.SeenFrom;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.DayOfUse;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.DeniedPermission;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Totals;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedRule;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedScope;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Window;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UsageResourcesTest {

    private static final Instant FROM = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-07-01T00:00:00Z");
    private static final Seen SEEN = new Seen(FROM, TO, 12);
    private static final Subject BACKEND = new Subject.ServiceAccount("shop", "backend");
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    @Test
    void aSummarySurvivesTheWayThroughTheApiServer() {
        var summary = new UsageSummary(
                BACKEND,
                new Window(FROM, TO, true),
                List.of(
                        new UsedScope(
                                List.of(""),
                                List.of(new UsedRule(PolicyRule.onUrls(List.of("get"), List.of("/metrics")), SEEN))),
                        new UsedScope(
                                List.of("shop", "cart"),
                                List.of(new UsedRule(
                                        new PolicyRule(
                                                List.of("get"),
                                                List.of(""),
                                                List.of("pods"),
                                                List.of("web"),
                                                List.of()),
                                        SEEN)))),
                List.of(
                        new DeniedPermission(new OnResource("list", "", "secrets", "", "shop"), SEEN),
                        new DeniedPermission(new OnUrl("get", "/logs"), SEEN)),
                new Totals(7, 5, 9, 7));

        assertThat(UsageResources.toModel(read(write(summary)))).contains(summary);
        assertThat(UsageResources.toSpec(summary).truncated()).isTrue();
    }

    @Test
    void aSummaryOfNothingSurvivesToo() {
        var summary = new UsageSummary(
                new Subject.User("jane"), new Window(FROM, TO, false), List.of(), List.of(), new Totals(0, 0, 0, 0));

        assertThat(UsageResources.toModel(read(write(summary)))).contains(summary);
        assertThat(write(summary)).doesNotContain("omitted", "lastSeen");
    }

    @Test
    void ofManyPodsTheLatestAreNamedAndTheOthersCounted() {
        var summary =
                new UsageSummary(BACKEND, new Window(FROM, TO, false), List.of(), List.of(), new Totals(0, 0, 0, 0));
        List<String> pods = IntStream.range(0, 12).mapToObj(i -> "web-" + i).toList();

        SeenFrom from =
                UsageResources.toSpec(summary, pods, List.of("n1"), List.of()).seenFrom();

        assertThat(from).isEqualTo(new SeenFrom(pods.subList(0, 8), 4, List.of("n1"), 0));
        assertThat(write(summary)).doesNotContain("seenFrom");
    }

    @Test
    void daysSurviveTheWayThroughTheApiServerAndWhatIsNoneIsLeftOut() {
        var summary =
                new UsageSummary(BACKEND, new Window(FROM, TO, false), List.of(), List.of(), new Totals(0, 0, 0, 0));
        var day = new DayOfUse(LocalDate.of(2026, 6, 30), 12, 1);
        var object = new RBACUsage();
        object.setSpec(UsageResources.toSpec(summary, List.of(), List.of(), List.of(day)));

        assertThat(UsageResources.days(read(SERIALIZATION.asJson(object)))).containsExactly(day);
        assertThat(write(summary)).doesNotContain("byDay");
        assertThat(object.getSpec().withoutDays()).isEqualTo(UsageResources.toSpec(summary));
        assertThat(UsageResources.days(read("""
                {"spec":{"byDay":[{"day":"2026-06-30","requests":12,"denied":1},{"day":"today","requests":3},{}]}}"""))).containsExactly(day);
    }

    @Test
    void ofDaysThatSomebodyWroteTheNewestNinetyAreRead() {
        var object = new RBACUsage();
        var summary =
                new UsageSummary(BACKEND, new Window(FROM, TO, false), List.of(), List.of(), new Totals(0, 0, 0, 0));
        List<DayOfUse> days = IntStream.range(0, 100)
                .mapToObj(it -> new DayOfUse(LocalDate.of(2026, 1, 1).plusDays(it), 1, 0))
                .toList();
        object.setSpec(UsageResources.toSpec(summary, List.of(), List.of(), days.reversed()));

        assertThat(UsageResources.days(object)).isEqualTo(days.subList(10, 100));
        assertThat(UsageResources.days(new RBACUsage())).isEmpty();
    }

    @Test
    void whatHoldsNoTimesSaysNothing() {
        assertThat(UsageResources.toModel(new RBACUsage())).isEmpty();
        assertThat(UsageResources.toModel(read("""
                {"spec":{"subject":{"kind":"User","name":"jane"},"window":{"from":"yesterday","to":"today"}}}"""))).isEmpty();
    }

    @Test
    void usersLieInTheReleasesNamespaceAndServiceAccountsInTheirs() {
        assertThat(UsageResources.place(BACKEND, "release").namespace()).isEqualTo("shop");
        assertThat(UsageResources.place(new Subject.User("jane"), "release").namespace())
                .isEqualTo("release");
    }

    @Test
    void subjectsThatReadAlikeLieApart() {
        assertThat(List.of(
                                new Subject.User("a:b"),
                                new Subject.User("a-b"),
                                new Subject.Group("a-b"),
                                new Subject.User("A-b"))
                        .stream()
                        .map(subject -> UsageResources.place(subject, "release"))
                        .toList())
                .doesNotHaveDuplicates()
                .allMatch(place -> place.name().matches("(user|group)-a-b-[0-9a-f]{10}"));
    }

    private static String write(UsageSummary summary) {
        var object = new RBACUsage();
        object.setSpec(UsageResources.toSpec(summary));
        return SERIALIZATION.asJson(object);
    }

    private static RBACUsage read(String json) {
        return SERIALIZATION.unmarshal(json, RBACUsage.class);
    }
}
