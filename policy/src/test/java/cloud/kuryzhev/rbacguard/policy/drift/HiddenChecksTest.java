package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.askIn;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.UnobservableAccess;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the API server checks inside of a request is kept where that request was seen. */
class HiddenChecksTest {

    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final Subject OPERATOR = account("shop", "operator");
    private static final Role WIDE = clusterRole("wide", rule("*", "*", "*"));
    private static final PolicyRule REASON_TO_LOOK = rule("*", "-", "gone");

    @Test
    void whoWritesRolesKeepsWhatItMayHaveHandedOut() {
        Role role = clusterRole("wide", REASON_TO_LOOK, rule("get", "-", "secrets"), rule("create", RBAC, "roles"));
        assertThat(rules(role, askIn(RBAC, "create", "roles", "", "n"))).contains(rule("get", "-", "secrets"));
        assertThat(rules(role, ask("get", "pods", "a", "n"))).doesNotContain(rule("get", "-", "secrets"));
    }

    @Test
    void whoOnlyReadsRolesHandsOutNothing() {
        Role role = clusterRole("wide", REASON_TO_LOOK, rule("get", "-", "secrets"), rule("get", RBAC, "roles"));
        assertThat(rules(role, askIn(RBAC, "get", "roles", "a", "n"))).doesNotContain(rule("get", "-", "secrets"));
        var scene = operator(role("n", "tenant", rule("get", "-", "secrets")))
                .used(OPERATOR, askIn(RBAC, "get", "roles", "tenant", "n"));
        assertThat(kept(scene)).doesNotContain("get secrets -n n");
    }

    @Test
    void whoWritesBindingsKeepsWhatItMayHaveHandedOutUnlessItMayBind() {
        Role role =
                clusterRole("wide", REASON_TO_LOOK, rule("get", "-", "secrets"), rule("create", RBAC, "rolebindings"));
        var created = askIn(RBAC, "create", "rolebindings", "", "n");
        assertThat(rules(role, created)).contains(rule("get", "-", "secrets"));
        Role binds = clusterRole(
                "wide",
                REASON_TO_LOOK,
                rule("get", "-", "secrets"),
                rule("create", RBAC, "rolebindings"),
                rule("bind", RBAC, "clusterroles"));
        assertThat(rules(binds, created)).doesNotContain(rule("get", "-", "secrets"));
    }

    /** {@code k8s.io/kubernetes/pkg/registry/rbac/validation} ConfirmNoEscalation looks at them too. */
    @Test
    void whoWritesRolesKeepsThePathsItMayHaveHandedOut() {
        Role role = clusterRole(
                "wide", REASON_TO_LOOK, urls("get", "/metrics"), rule("update", RBAC, "clusterroles,roles"));
        assertThat(rules(role, askIn(RBAC, "update", "clusterroles", "a", ""))).contains(urls("get", "/metrics"));
        assertThat(rules(role, ask("get", "pods", "a", "n"))).doesNotContain(urls("get", "/metrics"));

        var inOneNamespace = new Scene(role, roleBinding("n", "b", role.key(), OPERATOR))
                .used(OPERATOR, askIn(RBAC, "update", "roles", "a", "n"));
        assertThat(inOneNamespace.replacement(role).roles())
                .flatExtracting(Role::rules)
                .doesNotContain(urls("get", "/metrics"));
    }

    @Test
    void underAWildcardThePathsThatTheWrittenRolesGrantAreKept() {
        Role role = clusterRole("wide", rule("*", "*", "*"), urls("*", "*"));
        var scene = new Scene(
                        role,
                        clusterRoleBinding("b", "wide", OPERATOR),
                        clusterRole("scraper", urls("get", "/metrics")))
                .used(OPERATOR, askIn(RBAC, "patch", "clusterroles", "scraper", ""));
        assertThat(scene.replacement(role).unobservable())
                .extracting(UnobservableAccess::permission, UnobservableAccess::kept)
                .contains(tuple("get /metrics", true));
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
    void underAWildcardWhatTheCreatedRolesGrantIsKept() {
        var scene = operator(dated(Scene.SEEN, role("n", "tenant", rule("get", "-", "secrets"))))
                .used(OPERATOR, askIn(RBAC, "create", "roles", "", "n"));
        assertThat(scene.replacement(WIDE).unobservable())
                .contains(
                        new UnobservableAccess(
                                "get secrets -n n",
                                true,
                                "Role n/tenant grants it, which its subjects created or bound, going by its date: they must hold it"))
                .noneMatch(it -> it.reason().contains("not there any more"));
    }

    @Test
    void whatACreatedBindingHandsOutIsKept() {
        var scene = new Scene(
                        WIDE,
                        clusterRoleBinding("b", "wide", OPERATOR),
                        clusterRole("reader", rule("get", "-", "secrets")),
                        dated(Scene.SEEN, roleBinding("n", "tenant", clusterRoleKey("reader"), account("n", "tenant"))))
                .used(OPERATOR, askIn(RBAC, "create", "rolebindings", "", "n"));
        assertThat(kept(scene)).contains("get secrets -n n");
    }

    @Test
    void aRoleOfBeforeOrOfAnotherNamespaceIsNotWhatWasCreatedAndThatIsSaid() {
        var scene = operator(
                        dated(Scene.SEEN.minusSeconds(60), role("n", "before", rule("get", "-", "secrets"))),
                        dated(Scene.SEEN, role("m", "elsewhere", rule("get", "-", "secrets"))),
                        dated(Scene.SEEN, role("z", "elsewhere", rule("get", "-", "secrets"))))
                .used(OPERATOR, askIn(RBAC, "create", "roles", "", "n"));
        assertThat(kept(scene)).doesNotContain("get secrets -n n", "get secrets -n m", "get secrets -n z");
        assertThat(scene.replacement(WIDE).unobservable())
                .filteredOn(it -> !it.kept())
                .extracting(UnobservableAccess::reason)
                .anyMatch(it -> it.startsWith("its subjects created a Role in n that is not there any more"));
    }

    @Test
    void aRoleThatSomebodyElseCreatedJustThenIsTheirs() {
        Instant later = Scene.SEEN.plusSeconds(3_600);
        var scene = operator(
                        dated(Scene.SEEN, role("n", "first", rule("get", "-", "secrets"))),
                        dated(later, role("n", "theirs", rule("get", "-", "configmaps"))),
                        dated(later.plusSeconds(60), role("n", "of-either", rule("get", "-", "pods"))))
                .seen(
                        new Seen(Scene.SEEN, later.plusSeconds(3_600), 2),
                        OPERATOR,
                        askIn(RBAC, "create", "roles", "", "n"))
                .used(account("other", "other"), askIn(RBAC, "create", "roles", "", "m"))
                .seen(Seen.once(later), account("n", "other"), askIn(RBAC, "create", "roles", "", "n"));
        assertThat(kept(scene)).contains("get secrets -n n", "get pods -n n").doesNotContain("get configmaps -n n");
    }

    @Test
    void aRoleThatBothMayHaveCreatedJustThenIsKept() {
        var create = askIn(RBAC, "create", "roles", "", "n");
        var scene = operator(dated(Scene.SEEN, role("n", "of-either", rule("get", "-", "secrets"))))
                .used(OPERATOR, create)
                .used(account("n", "other"), create);
        assertThat(kept(scene)).contains("get secrets -n n");
    }

    @Test
    void whatKubernetesShipsWasCreatedByNobody() {
        var scene = operator(dated(Scene.SEEN, clusterRole("system:node", rule("get", "-", "secrets"))))
                .used(OPERATOR, askIn(RBAC, "create", "clusterroles", "", ""));
        assertThat(kept(scene)).doesNotContain("get secrets");
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

    private static Scene operator(RbacObject... others) {
        return new Scene(Stream.concat(Stream.of(WIDE, clusterRoleBinding("b", "wide", OPERATOR)), Stream.of(others))
                .toArray(RbacObject[]::new));
    }

    private static RbacObject dated(Instant created, RbacObject object) {
        return switch (object) {
            case Role it -> new Role(it.key(), it.rules(), Metadata.createdAt(created));
            case Binding it -> new Binding(it.key(), it.roleRef(), it.subjects(), Metadata.createdAt(created));
        };
    }

    private static List<String> kept(Scene scene) {
        return scene.replacement(WIDE).unobservable().stream()
                .filter(UnobservableAccess::kept)
                .map(UnobservableAccess::permission)
                .toList();
    }

    private static List<PolicyRule> rules(Role role, Permission... used) {
        return new Scene(role, clusterRoleBinding("b", "wide", OPERATOR))
                .used(OPERATOR, used).replacement(role).roles().stream()
                        .flatMap(it -> it.rules().stream())
                        .toList();
    }
}
