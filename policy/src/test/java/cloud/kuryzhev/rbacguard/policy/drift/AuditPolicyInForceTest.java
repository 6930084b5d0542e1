package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.audit.AuditPolicy;
import cloud.kuryzhev.rbacguard.policy.audit.AuditRule;
import cloud.kuryzhev.rbacguard.policy.audit.AuditRule.Resources;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Unobservable;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Unused;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Used;
import cloud.kuryzhev.rbacguard.policy.drift.PermissionVerdict.Verdict;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.UnobservableAccess;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the cluster's audit policy does not log is unobservable, never unused. */
class AuditPolicyInForceTest {

    private static final Subject BACKEND = account("shop", "backend");
    private static final AuditPolicy NO_EVENTS =
            policy(hides(List.of(), List.of(new Resources("", List.of("events"), List.of())), List.of()));
    private static final AuditPolicy NO_READS = policy(hides(List.of("get", "list", "watch"), List.of(), List.of()));
    private static final AuditPolicy NO_SECRETS_IN_SHOP =
            policy(hides(List.of(), List.of(new Resources("", List.of("secrets"), List.of())), List.of("shop")));

    @Test
    void whatIsNotLoggedIsKeptAndSaidToBeUnobservable() {
        var role = clusterRole("r", rule("*", "-", "pods"), rule("list", "-", "events,services"));
        var scene = scene(role).auditedBy(NO_EVENTS).used(BACKEND, ask("get", "pods", "web", "shop"));
        assertThat(verdicts(scene, role))
                .containsEntry("list events", new Unobservable("rule 1 of the audit policy does not log it"))
                .containsEntry("list services", new Unused(false));
        assertThat(scene.replacement(role).roles().stream().flatMap(it -> it.rules().stream()))
                .contains(rule("list", "-", "events"), rule("get", "-", "pods"));
        assertThat(scene.replacement(role).unobservable())
                .contains(new UnobservableAccess("list events", true, "rule 1 of the audit policy does not log it"));
    }

    @Test
    void withoutAPolicyItIsUnused() {
        var role = clusterRole("r", rule("*", "-", "pods"), rule("list", "-", "events"));
        var scene = scene(role).used(BACKEND, ask("get", "pods", "web", "shop"));
        assertThat(verdicts(scene, role)).containsEntry("list events", new Unused(false));
    }

    @Test
    void aWildcardIsSuggestedAwayWithAWordOnWhatIsNotLogged() {
        var role = clusterRole("r", rule("*", "*", "*"));
        var scene = scene(role).auditedBy(NO_EVENTS).used(BACKEND, ask("get", "pods", "web", "shop"));
        assertThat(verdicts(scene, role)).containsEntry("* *.*", new Unused(true));
        assertThat(scene.replacement(role).unobservable())
                .contains(new UnobservableAccess(
                        "under wildcards",
                        false,
                        "rule 1 of the audit policy does not log some of it; granted by a wildcard only, what is not logged is"
                                + " not kept: grant by name what is needed"));
    }

    @Test
    void aWildcardOfWhichAVerbIsNeverLoggedGetsNoSuggestion() {
        var role = clusterRole("r", rule("*", "*", "*"));
        var scene = scene(role).auditedBy(NO_READS).used(BACKEND, ask("create", "pods", "", "shop"));
        assertThat(scene.whyNone(role))
                .startsWith("a wildcard grants what the audit log does not show")
                .contains("get *.*: rule 1 of the audit policy does not log it");
    }

    @Test
    void aWildcardThatIsNotLoggedAtAllIsUnobservable() {
        var role = clusterRole("r", rule("*", "-", "events"));
        assertThat(verdicts(scene(role).auditedBy(NO_EVENTS), role))
                .containsEntry("* events", new Unobservable("rule 1 of the audit policy does not log it"));
    }

    @Test
    void whatIsPartlyLoggedIsUsedOnceItWasSeenAndUnobservableUntilThen() {
        var role = clusterRole("r", rule("*", "-", "pods"), rule("get,list", "-", "secrets"));
        var scene = scene(role).auditedBy(NO_SECRETS_IN_SHOP).used(BACKEND, ask("get", "secrets", "s", "cart"));
        assertThat(verdicts(scene, role).get("get secrets")).isInstanceOf(Used.class);
        assertThat(verdicts(scene, role))
                .containsEntry("list secrets", new Unobservable("rule 1 of the audit policy does not log some of it"));
    }

    private static Scene scene(Role role) {
        return new Scene(role, clusterRoleBinding("b", "r", BACKEND));
    }

    private static Map<String, Verdict> verdicts(Scene scene, RbacObject object) {
        return scene.violation(object).verdicts().stream()
                .collect(Collectors.toMap(PermissionVerdict::permission, PermissionVerdict::verdict));
    }

    private static AuditPolicy policy(AuditRule hiding) {
        var rest = new AuditRule(true, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Set.of());
        return new AuditPolicy(List.of(hiding, rest), Set.of());
    }

    private static AuditRule hides(List<String> verbs, List<Resources> resources, List<String> namespaces) {
        return new AuditRule(false, List.of(), List.of(), verbs, resources, namespaces, List.of(), Set.of());
    }
}
