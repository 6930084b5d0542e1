package cloud.kuryzhev.rbacguard.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Policy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyHashTest {

    private static final String EXEMPTION =
            "{subjects: [a], rules: [secret_read], until: 2026-12-31, reason: r, owner: o}";
    private static final String CUSTOM = "{id: custom_a, kinds: [Role], expression: 'true', message: m,"
            + " messageExpression: '\"x\"', reason: r, severity: low, action: warn}";

    @Test
    void itIsTwelveHexadecimalCharactersThatStayTheSame() {
        assertThat(Policy.DEFAULT.hash()).matches("[0-9a-f]{12}").isEqualTo(hash(""));
    }

    @Test
    void itChangesWithEverythingThatCanBeSaid() {
        List<String> hashes = Stream.of(
                        "",
                        "forbidden_roles: []",
                        "forbidden_subjects: []",
                        "restricted_namespaces: []",
                        "restricted_namespaces: [a, b]",
                        "restricted_namespaces: ['a, b']",
                        "restricted_namespaces: [a, bc]",
                        "restricted_namespaces: [ab, c]",
                        "rules: {secret_read: {action: deny}}",
                        "rules: {secret_read: {action: warn}}",
                        "mode: warn",
                        "mode: audit",
                        "review: {max_age: 1d}",
                        "protected: {roles: [a], changed_by: {users: [b]}}",
                        "protected: {bindings: [a], changed_by: {users: [b]}}",
                        "protected: {roles: [a], changed_by: {groups: [b]}}",
                        "exemptions: [" + EXEMPTION + "]",
                        "exemptions: [" + EXEMPTION + ", " + EXEMPTION + "]",
                        "exemptions: [" + EXEMPTION.replace("subjects: [a]", "subjects: [b]") + "]",
                        "exemptions: [" + EXEMPTION.replace("subjects: [a]", "requester: {users: [a]}") + "]",
                        "exemptions: [" + EXEMPTION.replace("subjects: [a]", "requester: {users: [b]}") + "]",
                        "exemptions: [" + EXEMPTION.replace("subjects: [a]", "requester: {groups: [a]}") + "]",
                        "exemptions: [" + EXEMPTION.replace("subjects: [a]", "requester: {groups: [b]}") + "]",
                        "exemptions: [" + EXEMPTION.replace("subjects: [a]", "objects: [{kind: ClusterRole, name: a}]")
                                + "]",
                        "exemptions: [" + EXEMPTION.replace("subjects: [a]", "objects: [{kind: ClusterRole, name: b}]")
                                + "]",
                        "exemptions: [" + EXEMPTION.replace("12-31", "12-30") + "]",
                        "exemptions: [" + EXEMPTION.replace("reason: r", "reason: s") + "]",
                        "exemptions: [" + EXEMPTION.replace("owner: o", "owner: p") + "]",
                        "exemptions: [" + EXEMPTION.replace("secret_read", "bind_verb") + "]",
                        "custom: [" + CUSTOM + "]",
                        "custom: [" + CUSTOM.replace("custom_a", "custom_b") + "]",
                        "custom: [" + CUSTOM.replace("[Role]", "[RoleBinding]") + "]",
                        "custom: [" + CUSTOM.replace("'true'", "'false'") + "]",
                        "custom: [" + CUSTOM.replace("message: m", "message: n") + "]",
                        "custom: [" + CUSTOM.replace("\"x\"", "\"y\"") + "]",
                        "custom: [" + CUSTOM.replace("reason: r", "reason: s") + "]",
                        "custom: [" + CUSTOM.replace("low", "high") + "]",
                        "custom: [" + CUSTOM.replace("warn", "audit") + "]")
                .map(PolicyHashTest::hash)
                .toList();
        assertThat(hashes).doesNotHaveDuplicates();
    }

    @Test
    void itDoesNotChangeWithHowThingsAreWritten() {
        assertThat(hash("# why\nforbidden_roles:\n- b\n- a\nrestricted_namespaces: [c]"))
                .isEqualTo(hash("restricted_namespaces: ['c']\nforbidden_roles: [a, b, a]"));
    }

    private static String hash(String yaml) {
        return Reading.usable(yaml).policy().hash();
    }
}
