package cloud.kuryzhev.rbacguard.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Exemption;
import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.Identities;
import cloud.kuryzhev.rbacguard.policy.ObjectPattern;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Problem;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExemptionReaderTest {

    private static final String REST = "rules: [secret_read], until: 2026-12-31, reason: moving, owner: ops";

    @Test
    void anExemptionIsReadWhole() {
        assertThat(exemptions("""
                exemptions:
                  - requester: {users: ["system:serviceaccount:ci:deployer"], groups: [platform]}
                    objects:
                      - {kind: ClusterRole, name: legacy-*}
                      - {kind: RoleBinding, namespace: shop, name: ops}
                    subjects: [jane]
                    rules: [wildcard_verb, "forbidden_role_ref:cluster-admin"]
                    until: 2026-12-31
                    reason: moving to the operator
                    owner: platform@example.org
                """))
                .containsExactly(new Exemption(
                        Optional.of(Identities.of(Set.of("system:serviceaccount:ci:deployer"), Set.of("platform"))),
                        List.of(
                                new ObjectPattern(Kind.CLUSTER_ROLE, "", "legacy-*"),
                                new ObjectPattern(Kind.ROLE_BINDING, "shop", "ops")),
                        new TreeSet<>(Set.of("jane")),
                        new TreeSet<>(Set.of("wildcard_verb", "forbidden_role_ref:cluster-admin")),
                        Instant.parse("2027-01-01T00:00:00Z"),
                        "moving to the operator",
                        "platform@example.org"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-31, 2027-01-01T00:00:00Z",
        "2026-12-31T18:00:00Z, 2026-12-31T18:00:00Z",
        "2026-12-31T18:00:00+02:00, 2026-12-31T16:00:00Z",
    })
    void aDateCountsToItsEndAndATimeToTheSecond(String until, Instant end) {
        assertThat(exemptions("exemptions: [{subjects: [jane], rules: [secret_read], until: " + quoted(until)
                        + ", reason: r, owner: o}]"))
                .singleElement()
                .extracting(Exemption::until)
                .isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exemptions: {}|1|13|found a mapping; \"exemptions\" must be a list of mappings",
                "exemptions: [jane]|1|14|found \"jane\"; an exemption must be a mapping with keys of requester, objects,",
                "exemptions: [{%s}]|1|14|it needs a requester, objects or subjects",
                "exemptions: [{subjects: [], %s}]|1|14|for everybody and everything: it needs a requester, objects or subjects",
                "exemptions: [{requester: {users: [jane]}, objects: [], %s}]|1|52|\"objects\" is empty: name at least one",
                "exemptions: [{requester: {}, %s}]|1|26|\"requester\" names nobody: it needs a user or a group",
                "exemptions: [{requester: {user: [jane]}, %s}]|1|27|unknown key \"user\": did you mean users?",
                "exemptions: [{subject: [jane], %s}]|1|15|unknown key \"subject\": did you mean subjects?",
                "exemptions: [{objects: [{kind: Pod, name: a}], %s}]|1|32|found \"Pod\"; a kind is ClusterRole,",
                "exemptions: [{objects: [{kind: Role, name: a}], %s}]|1|25|\"namespace\" is missing: a Role has one",
                "exemptions: [{objects: [{kind: ClusterRole, namespace: b, name: a}], %s}]|1|25|must not stand here",
                "exemptions: [{objects: [{kind: ClusterRole, name: '*'}], %s}]|1|51|ends in a * that has something before it",
                "exemptions: [{objects: [{kind: ClusterRole, name: 'a*b'}], %s}]|1|51|ends in a * that has something",
                "exemptions: [{objects: [{kind: ClusterRole}], %s}]|1|25|\"name\" is missing: an object needs it",
                "exemptions: [{subjects: [jane]}]|1|14|\"rules\" is missing: an exemption needs it",
                "exemptions: [{subjects: [j], rules: [], until: 2026-12-31, reason: r, owner: o}]|1|37|\"rules\" is empty: name at least one",
                "exemptions: [{subjects: [j], rules: [secret_red], until: 2026-12-31, reason: r, owner: o}]|1|38|unknown rule \"secret_red\": did you mean secret_read? Expected an id of docs/rules",
                "exemptions: [{subjects: [j], rules: [secret_read], until: 2026-13-31, reason: r, owner: o}]|1|59|found \"2026-13-31\"; \"until\" must be a date such as",
                "exemptions: [{subjects: [j], rules: [secret_read], until: tomorrow, reason: r, owner: o}]|1|59|found \"tomorrow\"; \"until\"",
                "exemptions: [{subjects: [j], rules: [secret_read], until: 2026, reason: r, owner: o}]|1|59|found the value 2026; \"until\"",
                "exemptions: [{subjects: [j], rules: [secret_read], until: 2026-12-31, reason: ' ', owner: o}]|1|79|\"reason\" must be a text of 1 to 1000 characters",
                "exemptions: [{subjects: [j], rules: [secret_read], until: 2026-12-31, reason: r, owner: [o]}]|1|89|found a list; \"owner\" must be a text",
            })
    void whatIsWrongIsToldAtItsPlace(String yaml, int line, int column, String message) {
        assertThat(Reading.problems(yaml.formatted(REST))).first().satisfies(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.column()).isEqualTo(column);
        });
    }

    @Test
    void anExemptionThatHasExpiredIsNotedAtItsPlace() {
        String yaml = """
                exemptions:
                - {subjects: [jane], rules: [secret_read], until: 2026-06-30, reason: r, owner: o}
                - {subjects: [jane], rules: [secret_read], until: 2026-07-01, reason: r, owner: o}
                """;
        assertThat(Reading.usable(yaml).notes())
                .containsExactly(
                        new Problem(2, 51, "this exemption has expired and does nothing: renew it or take it out"));
        assertThat(Given.NOW).isEqualTo("2026-07-01T00:00:00Z");
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }

    private static List<Exemption> exemptions(String yaml) {
        return Reading.usable(yaml).policy().exemptions();
    }
}
