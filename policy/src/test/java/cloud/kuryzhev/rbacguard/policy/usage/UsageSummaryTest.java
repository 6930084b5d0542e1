package cloud.kuryzhev.rbacguard.policy.usage;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.DeniedPermission;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedRule;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedScope;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UsageSummaryTest {

    private static final Subject BACKEND = account("shop", "backend");
    private static final Instant FROM = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant SEEN = Instant.parse("2026-06-15T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-07-01T00:00:00Z");
    private static final Coverage MONTH = new Coverage(FROM, TO, 1_000);

    private final SortedMap<Permission, Seen> used = new TreeMap<>();
    private final SortedMap<Permission, Seen> denied = new TreeMap<>();

    @Test
    void permissionsAreWrittenAsRulesInEachNamespaceAndUrlsApart() {
        used(ask("get", "pods", "", "shop"), ask("list", "pods", "", "shop"), ask("get", "/metrics"));
        assertThat(summary().used())
                .containsExactly(scope("", urls("get", "/metrics")), scope("shop", rule("get,list", "-", "pods")));
    }

    @Test
    void namespacesWithTheSameRulesComeTogether() {
        used(ask("get", "pods", "", "a"), ask("get", "pods", "", "b"), ask("get", "secrets", "", "c"));
        assertThat(summary().used()).extracting(UsedScope::namespaces).containsExactly(List.of("a", "b"), List.of("c"));
        assertThat(rules()).extracting(it -> it.seen().count()).containsExactly(2L, 1L);
    }

    @Test
    void aRulesTimesAreThoseOfAllItsPermissions() {
        used.put(ask("get", "pods", "", "shop"), new Seen(FROM, SEEN, 3));
        used.put(ask("list", "pods", "", "shop"), new Seen(SEEN, TO, 4));
        assertThat(rules()).extracting(UsedRule::seen).containsExactly(new Seen(FROM, TO, 7));
        assertThat(summary().lastSeen()).contains(TO);
    }

    @Test
    void whatTwoRulesAllowIsCountedOnce() {
        used(ask("get", "pods", "", "shop"), ask("get", "pods", "web", "shop"), ask("get", "secrets", "", "shop"));
        assertThat(summary().totals()).isEqualTo(new UsageSummary.Totals(3, 0, 0, 0));
    }

    @Test
    void tenNamesAreKeptAndElevenAreNone() {
        IntStream.range(0, 10).forEach(i -> used(ask("get", "pods", "web-" + i, "shop")));
        assertThat(rules().getFirst().rule().resourceNames()).hasSize(10);
        used(ask("get", "pods", "web-10", "shop"));
        assertThat(rules()).extracting(UsedRule::rule).containsExactly(rule("get", "-", "pods"));
        assertThat(summary().totals().permissions()).isEqualTo(1);
    }

    @Test
    void aResourceCalledStarNeverBecomesARuleAndIsCounted() {
        used(ask("get", "*", "", "shop"), ask("get", "pods", "", "shop"));
        assertThat(rules()).extracting(UsedRule::rule).containsExactly(rule("get", "-", "pods"));
        assertThat(summary().truncated()).isTrue();
        assertThat(summary().totals().omittedPermissions()).isEqualTo(1);
    }

    @Test
    void moreThanThreeHundredRulesAreCutAndSaidSo() {
        IntStream.range(0, 400).forEach(i -> used(ask("v%03d".formatted(i), "res%03d".formatted(i), "", "shop")));
        assertThat(rules()).hasSize(300);
        assertThat(summary().totals().permissions()).isEqualTo(400);
        assertThat(summary().totals().omittedPermissions()).isEqualTo(100);
    }

    @Test
    void longTextsAreCutBeforeTheObjectIsTooLarge() {
        IntStream.range(0, 100)
                .forEach(i -> used(
                        ask("get", ("ü" + "x".repeat(10_000)) + i, "", "shop"),
                        ask("get", "/" + "y".repeat(9_000) + i)));
        int characters = rules().stream()
                .map(UsedRule::rule)
                .mapToInt(it -> it.toString().length())
                .sum();
        assertThat(characters).isLessThan(220_000);
        assertThat(summary().truncated()).isTrue();
    }

    @Test
    void aThousandNamespacesAreCutToAHundred() {
        IntStream.range(0, 1_000).forEach(i -> used(ask("get", "pods", "", "n" + i)));
        assertThat(summary().used()).singleElement().satisfies(it -> assertThat(it.namespaces())
                .hasSize(100));
        assertThat(summary().totals().omittedPermissions()).isEqualTo(900);
    }

    @Test
    void refusalsOfTheLastThirtyDaysAreToldTheLatestFiftyOfThem() {
        IntStream.range(0, 60)
                .forEach(i ->
                        denied.put(ask("get", "res%02d".formatted(i), "", "shop"), Seen.once(SEEN.plusSeconds(i))));
        denied.put(ask("get", "old", "", "shop"), Seen.once(TO.minus(Duration.ofDays(31))));
        assertThat(summary().denied())
                .hasSize(50)
                .extracting(DeniedPermission::permission)
                .doesNotContain(ask("get", "res09", "", "shop"))
                .startsWith(ask("get", "res10", "", "shop"));
        assertThat(summary().totals().denied()).isEqualTo(60);
        assertThat(summary().totals().omittedDenied()).isEqualTo(10);
    }

    @Test
    void whatWasRefusedThirtyDaysAgoIsStillTold() {
        denied.put(ask("get", "old", "", "shop"), Seen.once(TO.minus(Duration.ofDays(30))));
        assertThat(summary().denied()).hasSize(1);
    }

    @Test
    void refusalsWithLongNamesAreCutAndCounted() {
        IntStream.range(0, 50)
                .forEach(i ->
                        denied.put(ask("get", "x".repeat(20_000) + i, "", "shop"), Seen.once(SEEN.plusSeconds(i))));
        assertThat(summary().denied()).hasSizeBetween(1, 49);
        assertThat(summary().totals().omittedDenied())
                .isEqualTo(50 - summary().denied().size());
    }

    @Test
    void theWindowIsGaplessWhereNothingWasSeenBeforeTheGaplessTime() {
        used(ask("get", "pods", "", "shop"));
        assertThat(summary().window()).isEqualTo(new Window(FROM, TO, true));
        used.put(ask("get", "secrets", "", "shop"), Seen.once(FROM.minusSeconds(1)));
        assertThat(summary().window()).isEqualTo(new Window(FROM.minusSeconds(1), TO, false));
    }

    @Test
    void withoutCoverageItSpeaksOfWhatWasSeenAlone() {
        used(ask("get", "pods", "", "shop"));
        assertThat(UsageSummary.of(BACKEND, usage(), Coverage.NONE).window()).isEqualTo(new Window(SEEN, SEEN, false));
    }

    @Test
    void countsAndTimesOfLessThanAWeekAreNoNews() {
        used(ask("get", "pods", "", "shop"));
        UsageSummary told = summary();
        used.put(ask("get", "pods", "", "shop"), new Seen(SEEN, SEEN.plus(Duration.ofDays(6)), 100));
        assertThat(summary().isNewsAfter(told)).isFalse();
        used.put(ask("get", "pods", "", "shop"), new Seen(SEEN, SEEN.plus(Duration.ofDays(7)), 100));
        assertThat(summary().isNewsAfter(told)).isTrue();
    }

    @Test
    void aNewPermissionAndANewRefusalAreNews() {
        used(ask("get", "pods", "", "shop"));
        UsageSummary told = summary();
        denied.put(ask("get", "secrets", "", "shop"), Seen.once(SEEN));
        UsageSummary refused = summary();
        assertThat(refused.isNewsAfter(told)).isTrue();
        used(ask("list", "pods", "", "shop"));
        assertThat(summary().isNewsAfter(refused)).isTrue();
        assertThat(told.isNewsAfter(summary())).isTrue();
    }

    @Test
    void theWindowsEndIsToldWeekly() {
        used(ask("get", "pods", "", "shop"));
        UsageSummary told = summary();
        var later = new Coverage(FROM, TO.plus(UsageSummary.STEP), 2_000);
        assertThat(UsageSummary.of(BACKEND, usage(), later).isNewsAfter(told)).isTrue();
        assertThat(UsageSummary.of(BACKEND, usage(), new Coverage(FROM, TO.plusSeconds(9), 2_000))
                        .isNewsAfter(told))
                .isFalse();
    }

    @Test
    void whatWentOnAfterItWasToldIsNewsOnceTheDayIsOver() {
        used.put(ask("get", "pods", "", "shop"), new Seen(FROM, TO.plusSeconds(8), 3));
        UsageSummary told = until(TO.plusSeconds(8));
        used.put(ask("get", "pods", "", "shop"), new Seen(FROM, TO.plusSeconds(10), 4));
        assertThat(until(TO.plus(Duration.ofHours(23))).isNewsAfter(told)).isFalse();
        UsageSummary whole = until(TO.plus(Duration.ofDays(1)));
        assertThat(whole.isNewsAfter(told)).isTrue();
        assertThat(until(TO.plus(Duration.ofDays(2))).isNewsAfter(whole)).isFalse();
    }

    @Test
    void aRefusalAfterItWasToldIsNewsOnceTheDayIsOverToo() {
        denied.put(ask("get", "pods", "", "shop"), Seen.once(TO));
        UsageSummary told = summary();
        denied.put(ask("get", "pods", "", "shop"), new Seen(TO, TO.plusSeconds(1), 2));
        assertThat(until(TO.plus(Duration.ofHours(1))).isNewsAfter(told)).isFalse();
        assertThat(until(TO.plus(Duration.ofDays(1))).isNewsAfter(told)).isTrue();
    }

    @Test
    void aDayOnWhichNothingWasAskedForIsNoNews() {
        used(ask("get", "pods", "", "shop"));
        assertThat(until(TO.plus(Duration.ofDays(6))).isNewsAfter(summary())).isFalse();
    }

    private UsageSummary until(Instant to) {
        return UsageSummary.of(BACKEND, usage(), new Coverage(FROM, to, 2_000));
    }

    private void used(Permission... permissions) {
        for (Permission permission : permissions) {
            used.put(permission, Seen.once(SEEN));
        }
    }

    private SubjectUsage usage() {
        return new SubjectUsage(new TreeSet<>(), used, denied);
    }

    private UsageSummary summary() {
        return UsageSummary.of(BACKEND, usage(), MONTH);
    }

    private List<UsedRule> rules() {
        return summary().used().stream().flatMap(it -> it.rules().stream()).toList();
    }

    private static UsedScope scope(String namespace, PolicyRule rule) {
        long count = (long) rule.verbs().size();
        return new UsedScope(List.of(namespace), List.of(new UsedRule(rule, new Seen(SEEN, SEEN, count))));
    }
}
