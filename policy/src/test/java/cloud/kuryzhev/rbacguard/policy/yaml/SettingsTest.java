package cloud.kuryzhev.rbacguard.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.Identities;
import cloud.kuryzhev.rbacguard.policy.Protection;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys {@code review} and {@code protected}. */
class SettingsTest {

    @ParameterizedTest
    @CsvSource({"90d, PT2160H", "12h, PT12H", "30m, PT30M"})
    void anAgeIsANumberOfDaysHoursOrMinutes(String written, Duration meant) {
        assertThat(Reading.usable("review: {max_age: " + written + "}")
                        .policy()
                        .review()
                        .maxAge())
                .isEqualTo(meant);
    }

    @Test
    void withoutAWordAReviewCountsForAQuarter() {
        assertThat(Reading.usable("").policy().review().maxAge()).isEqualTo(Duration.ofDays(90));
        assertThat(Reading.usable("review: {}").policy().review().maxAge()).isEqualTo(Duration.ofDays(90));
    }

    @Test
    void protectedNamesAreOfTheClusterOrOfANamespace() {
        assertThat(Reading.usable("""
                protected:
                  roles: [break-glass, shop/deployer]
                  bindings: [break-glass, shop/deployers]
                  changed_by: {users: [jane], groups: [platform]}
                """).policy().protectedObjects())
                .containsExactly(new Protection(
                        new TreeSet<>(Set.of(
                                Given.clusterRoleKey("break-glass"),
                                Given.roleKey("shop", "deployer"),
                                new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "break-glass"),
                                new ObjectKey(Kind.ROLE_BINDING, "shop", "deployers"))),
                        Identities.of(Set.of("jane"), Set.of("platform"))));
    }

    @Test
    void thereCanBeSeveralProtections() {
        assertThat(Reading.usable("""
                protected:
                - {roles: [a], changed_by: {users: [jane]}}
                - {bindings: [a], changed_by: {users: [joe]}}
                """).policy().protectedObjects())
                .extracting(Protection::changedBy)
                .isEqualTo(List.of(Identities.of(Set.of("jane"), Set.of()), Identities.of(Set.of("joe"), Set.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "review: 90d|1|9|found \"90d\"; \"review\" must be a mapping with keys of max_age",
                "review: {max_age: 90}|1|19|found the value 90; \"max_age\" must be a number of days, hours or minutes",
                "review: {max_age: 0d}|1|19|found \"0d\"",
                "review: {max_age: 1000000d}|1|19|found \"1000000d\"",
                "review: {max-age: 90d}|1|10|unknown key \"max-age\": did you mean max_age?",
                "protected: none|1|12|found \"none\"; \"protected\" must be a list of mappings",
                "protected: {changed_by: {users: [jane]}}|1|12|protects nothing",
                "protected: {roles: [a]}|1|12|\"changed_by\" is missing",
                "protected: {roles: [a], changed_by: {}}|1|37|\"changed_by\" names nobody",
                "protected: {roles: a, changed_by: {users: [jane]}}|1|20|found \"a\"; \"roles\" must be a list of names",
            })
    void whatIsWrongIsToldAtItsPlace(String yaml, int line, int column, String message) {
        assertThat(Reading.problems(yaml)).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.column()).isEqualTo(column);
        });
    }
}
