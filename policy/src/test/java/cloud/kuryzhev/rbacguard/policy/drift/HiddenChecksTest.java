package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.askIn;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.UnobservableAccess;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the API server checks inside of a request is kept where that request was seen. */
class HiddenChecksTest {

    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final Subject OPERATOR = account("shop", "operator");
    private static final PolicyRule REASON_TO_LOOK = rule("*", "-", "gone");

    @Test
    void whoWritesRolesKeepsWhatItMayHaveHandedOut() {
        Role role = clusterRole("wide", REASON_TO_LOOK, rule("get", "-", "secrets"), rule("create", RBAC, "roles"));
        assertThat(rules(role, askIn(RBAC, "create", "roles", "", "n"))).contains(rule("get", "-", "secrets"));
        assertThat(rules(role, ask("get", "pods", "a", "n"))).doesNotContain(rule("get", "-", "secrets"));
    }

    @Test
    void whoMayEscalateNeedsToHoldNothing() {
        Role role = clusterRole(
                "wide",
                REASON_TO_LOOK,
                rule("get", "-", "secrets"),
                rule("create", RBAC, "roles"),
                rule("escalate", RBAC, "roles"));
        assertThat(rules(role, askIn(RBAC, "create", "roles", "", "n"))).doesNotContain(rule("get", "-", "secrets"));
    }

    @Test
    void underAWildcardWhatTheWrittenRolesGrantIsKept() {
        Role role = clusterRole("wide", rule("*", "*", "*"));
        var scene = new Scene(
                        role,
                        clusterRoleBinding("b", "wide", OPERATOR),
                        role("n", "tenant", rule("get", "-", "secrets"), rule("*", "apps", "deployments")))
                .used(OPERATOR, askIn(RBAC, "patch", "roles", "tenant", "n"));
        assertThat(scene.replacement(role).unobservable())
                .extracting(UnobservableAccess::permission, UnobservableAccess::kept)
                .contains(tuple("get secrets -n n", true), tuple("under wildcards", false));
        assertThat(scene.replacement(role).unobservable())
                .filteredOn(UnobservableAccess::kept)
                .extracting(UnobservableAccess::reason)
                .contains("Role n/tenant grants it, which its subjects write or bind: they must hold it");
    }

    @Test
    void whoWritesAdmissionPoliciesKeepsTheReadingOfParams() {
        Role role = clusterRole(
                "wide",
                REASON_TO_LOOK,
                rule("get,list", "example.com", "limits"),
                rule("create", "admissionregistration.k8s.io", "validatingadmissionpolicybindings"));
        assertThat(rules(
                        role,
                        askIn("admissionregistration.k8s.io", "create", "validatingadmissionpolicybindings", "", "")))
                .contains(rule("get", "example.com", "limits"))
                .doesNotContain(rule("get,list", "example.com", "limits"));
    }

    @Test
    void underAWildcardFinalizersAreKeptForWhatIsWatchedByWhoCreatesSomething() {
        Role role = clusterRole("wide", rule("*", "example.com", "*"), rule("create", "-", "pods"));
        assertThat(rules(role, askIn("example.com", "watch", "shops", "", ""), ask("create", "pods", "", "")))
                .contains(rule("update", "example.com", "shops/finalizers"));
        assertThat(rules(role, askIn("example.com", "watch", "shops", "", "")))
                .doesNotContain(rule("update", "example.com", "shops/finalizers"));
    }

    @Test
    void aVerbThatNoLogShowsIsNarrowedToTheApiGroupInUse() {
        Role role = clusterRole("wide", REASON_TO_LOOK, rule("get,approve", "*", "*"));
        Permission approval = askIn("certificates.k8s.io", "get", "certificatesigningrequests", "", "");
        assertThat(rules(role, approval)).contains(rule("approve", "certificates.k8s.io", "signers"));
        assertThat(rules(role, ask("get", "pods", "a", "n")))
                .doesNotContain(rule("approve", "certificates.k8s.io", "signers"));
    }

    private static List<PolicyRule> rules(Role role, Permission... used) {
        return new Scene(role, clusterRoleBinding("b", "wide", OPERATOR))
                .used(OPERATOR, used).replacement(role).roles().stream()
                        .flatMap(it -> it.rules().stream())
                        .toList();
    }
}
