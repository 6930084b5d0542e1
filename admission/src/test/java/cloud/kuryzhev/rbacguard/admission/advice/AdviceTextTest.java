package cloud.kuryzhev.rbacguard.admission.advice;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.kube.ObservedUsage.Reading;
import cloud.kuryzhev.rbacguard.policy.drift.LeastRole;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdviceTextTest {

    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-22T00:00:00Z");
    private static final UsageSummary SUMMARY =
            UsageSummary.of(new Subject.User("jane"), SubjectUsage.NONE, new Coverage(FROM, TO, 8));

    private final AdviceText text = new AdviceText(new Manifests());

    @Test
    void whatIsTooMuchForATerminalIsPointedTo() {
        assertThat(text.of("User jane", found(1_000, false), new Reading(List.of(SUMMARY), true)))
                .hasSizeLessThan(300)
                .contains("`kubectl get rbacusages --all-namespaces`", "`rbac-guard generate`");
    }

    @Test
    void whatIsNotAllOfItSaysSo() {
        assertThat(text.of("User jane", found(1, true), new Reading(List.of(SUMMARY), true)))
                .startsWith("\nWhat User jane needs of it, going by what was seen from 2026-11-01 to 2026-11-22,"
                        + " which is not all of it:\n---\n");
        assertThat(text.of("User jane", found(1, false), new Reading(List.of(SUMMARY), false)))
                .contains("which is not all of it");
    }

    @Test
    void whatWasRefusedLatelyIsListedToTheTenth() {
        var denied = new TreeSet<Permission>();
        IntStream.range(0, 13)
                .forEach(i -> denied.add(new Permission.OnResource("get", "", "pods", "pod-" + i, "shop")));
        var found = new LeastRole.Found(List.of(role(1)), List.of(), denied, false);
        assertThat(text.of("User jane", found, new Reading(List.of(SUMMARY), true)))
                .contains("#   get pods pod-0 -n shop\n", "#   and 3 more\n---\n");
    }

    @Test
    void whatCouldNotBeReadIsNotTakenForNothing() {
        assertThat(text.of("User jane", new LeastRole.None("nobody did"), new Reading(List.of(), false)))
                .isEqualTo("\nNo smaller role is known for User jane: what it was seen to do could not be read in time;"
                        + " try again.");
        assertThat(text.of("User jane", new LeastRole.None("nobody did"), new Reading(List.of(), true)))
                .isEqualTo("\nNo smaller role is known for User jane: nobody did.");
    }

    private static LeastRole.Found found(int rules, boolean truncated) {
        return new LeastRole.Found(List.of(role(rules)), List.of(), new TreeSet<>(), truncated);
    }

    private static Role role(int rules) {
        return new Role(
                new ObjectKey(Kind.CLUSTER_ROLE, "", "least"),
                IntStream.range(0, rules)
                        .mapToObj(i -> new PolicyRule(
                                List.of("get"), List.of("apps"), List.of("kind" + i), List.of(), List.of()))
                        .toList());
    }
}
