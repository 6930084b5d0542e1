package cloud.kuryzhev.rbacguard.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Policy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyHashTest {

    private static final String EXEMPTION =
            "{subjects: [a], rules: [secret_read], until: 2026-12-31, reason: r, owner: o}";

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
                        "exemptions: [" + EXEMPTION.replace("subjects: [a]", "objects: [{kind: ClusterRole, name: a}]")
                                + "]",
                        "exemptions: [" + EXEMPTION.replace("12-31", "12-30") + "]",
                        "exemptions: [" + EXEMPTION.replace("reason: r", "reason: s") + "]",
                        "exemptions: [" + EXEMPTION.replace("owner: o", "owner: p") + "]",
                        "exemptions: [" + EXEMPTION.replace("secret_read", "bind_verb") + "]")
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
