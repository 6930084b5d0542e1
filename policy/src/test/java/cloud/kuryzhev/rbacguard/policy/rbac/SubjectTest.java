package cloud.kuryzhev.rbacguard.policy.rbac;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.group;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

    @Test
    void aServiceAccountsUserNameNamesTheServiceAccount() {
        assertThat(Subject.ofUsername("system:serviceaccount:production:backend"))
                .isEqualTo(account("production", "backend"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane",
                "",
                "system:anonymous",
                "system:serviceaccount",
                "system:serviceaccount:",
                "system:serviceaccount:a",
                "system:serviceaccount:a:",
                "system:serviceaccount::b",
                "system:serviceaccount:a:b:c",
                "System:serviceaccount:a:b",
            })
    void anyOtherNameIsAUsers(String name) {
        assertThat(Subject.ofUsername(name)).isEqualTo(user(name));
    }

    @Test
    void usersComeBeforeGroupsBeforeServiceAccounts() {
        assertThat(List.of(account("a", "a"), group("b"), user("z"), group("a"), user("a")).stream()
                        .sorted())
                .containsExactly(user("a"), user("z"), group("a"), group("b"), account("a", "a"));
    }

    @Test
    void onlyEqualSubjectsCompareAsEqual() {
        List<Subject> alike = List.of(
                account("a:b", "c"),
                account("a", "b:c"),
                user("system:serviceaccount:a:b:c"),
                group("system:serviceaccount:a:b:c"));
        assertThat(new TreeSet<>(alike)).hasSize(4);
        assertThat(account("a", "b")).isEqualByComparingTo(account("a", "b"));
    }
}
