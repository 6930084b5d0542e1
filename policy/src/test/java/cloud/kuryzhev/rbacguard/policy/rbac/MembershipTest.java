package cloud.kuryzhev.rbacguard.policy.rbac;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.group;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipTest {

    private static final Subject BACKEND = account("production", "backend");

    @Test
    void aServiceAccountIsReachedByItsNameAndNamespace() {
        assertThat(reaches(BACKEND, BACKEND)).isTrue();
        assertThat(reaches(account("payments", "backend"), BACKEND)).isFalse();
        assertThat(reaches(account("production", "frontend"), BACKEND)).isFalse();
    }

    @Test
    void aServiceAccountIsReachedByItsUserNameAsWell() {
        assertThat(reaches(user("system:serviceaccount:production:backend"), BACKEND))
                .isTrue();
        assertThat(reaches(user("backend"), BACKEND)).isFalse();
    }

    @Test
    void aServiceAccountWithoutANamespaceIsNobody() {
        assertThat(reaches(account("", "backend"), BACKEND)).isFalse();
        assertThat(reaches(account("", "backend"), account("", "backend"))).isFalse();
    }

    @Test
    void aServiceAccountIsBornIntoThreeGroups() {
        assertThat(reaches(group("system:serviceaccounts"), BACKEND)).isTrue();
        assertThat(reaches(group("system:serviceaccounts:production"), BACKEND)).isTrue();
        assertThat(reaches(group("system:serviceaccounts:payments"), BACKEND)).isFalse();
        assertThat(reaches(group("system:authenticated"), BACKEND)).isTrue();
        assertThat(reaches(group("system:unauthenticated"), BACKEND)).isFalse();
    }

    @Test
    void aUserIsReachedByNameAndByTheGroupsItWasSeenIn() {
        assertThat(reaches(user("jane"), user("jane"))).isTrue();
        assertThat(reaches(user("Jane"), user("jane"))).isFalse();
        assertThat(reaches(group("jane"), user("jane"))).isFalse();
        assertThat(Membership.reaches(group("dev"), user("jane"), Set.of("dev")))
                .isTrue();
        assertThat(Membership.reaches(group("ops"), user("jane"), Set.of("dev")))
                .isFalse();
        assertThat(reaches(group("system:serviceaccounts"), user("jane"))).isFalse();
    }

    @Test
    void theAnonymousUserIsUnauthenticated() {
        assertThat(reaches(group("system:unauthenticated"), user("system:anonymous")))
                .isTrue();
        assertThat(reaches(group("system:authenticated"), user("system:anonymous")))
                .isFalse();
    }

    @Test
    void namesThatOnlyLookLikeAServiceAccountAreComparedWhole() {
        assertThat(reaches(account("a:b", "c"), user("system:serviceaccount:a:b:c")))
                .isTrue();
        assertThat(reaches(user("system:serviceaccount::c"), user("system:serviceaccount::c")))
                .isTrue();
    }

    private static boolean reaches(Subject granted, Subject actor) {
        return Membership.reaches(granted, actor, Set.of());
    }
}
