package cloud.kuryzhev.rbacguard.policy;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.group;
import static cloud.kuryzhev.rbacguard.policy.Given.labelled;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.roleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Decision.Allowed;
import cloud.kuryzhev.rbacguard.policy.Decision.Denied;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyEngineTest {

    private static final PolicyRule ALL_OF_PODS = rule("*", "-", "pods");
    private static final Role BAD = clusterRole("bad", ALL_OF_PODS, rule("get", "-", "nodes"));

    @Test
    void aRoleThatBreaksNoRuleIsAllowed() {
        assertAllowed(create(role("shop", "reader", rule("get,list,watch", "-", "pods"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system:apiserver",
                "system:kube-controller-manager",
                "system:serviceaccount:kube-system:clusterrole-aggregation-controller",
                "system:serviceaccount:kube-system:namespace-controller",
                "system:serviceaccount:kube-system:generic-garbage-collector",
            })
    void aSystemWriterPasses(String username) {
        assertAllowed(new Review(Requester.of(username), BAD, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin",
                "",
                "System:apiserver",
                "system:apiserver ",
                "system:serviceaccount:default:clusterrole-aggregation-controller",
                "system:serviceaccount:kube-system:default",
                "system:node:n1",
            })
    void anybodyElseDoesNot(String username) {
        assertDenied(new Review(Requester.of(username), BAD, Optional.empty()));
    }

    @Test
    void anObjectCannotNameItselfIntoASystemWriter() {
        assertDenied(create(clusterRole("system:apiserver", ALL_OF_PODS)));
    }

    @Test
    void anUpdateThatShrinksABadRolePasses() {
        assertAllowed(update(BAD, clusterRole("bad", ALL_OF_PODS)));
        assertAllowed(update(BAD, clusterRole("bad", rule("*", "-", "pods", "one"))));
    }

    @Test
    void anUpdateOfABadRolesMetadataPasses() {
        assertAllowed(update(BAD, BAD));
        assertAllowed(update(BAD, labelled("app", BAD)));
        assertAllowed(update(BAD, clusterRole("bad", BAD.rules().reversed().toArray(PolicyRule[]::new))));
    }

    @Test
    void aLabelThatFeedsABadRoleIntoOthersIsWidening() {
        Role fed = labelled("rbac.authorization.k8s.io/aggregate-to-view", BAD);
        assertDenied(update(BAD, fed));
        assertAllowed(update(fed, fed));
        assertAllowed(update(fed, BAD));
    }

    @Test
    void anUpdateThatWidensABadRoleIsRefused() {
        assertDenied(update(BAD, clusterRole("bad", ALL_OF_PODS, rule("get", "-", "nodes,secrets"))));
        assertDenied(update(BAD, clusterRole("bad", rule("*", "*", "pods"))));
    }

    @Test
    void anUpdateFromGoodToBadIsRefused() {
        assertDenied(update(clusterRole("bad", rule("get", "-", "pods")), BAD));
    }

    @Test
    void anUpdateFromBadToGoodPassesThoughItGrantsSomethingNew() {
        assertAllowed(update(BAD, clusterRole("bad", rule("get", "-", "secrets"))));
    }

    @Test
    void aSubjectCanBeTakenOutOfABadBinding() {
        var old = clusterRoleBinding("b", "cluster-admin", user("jane"), group("ops"), user("jane"));
        assertAllowed(update(old, clusterRoleBinding("b", "cluster-admin", group("ops"))));
        assertAllowed(update(old, clusterRoleBinding("b", "cluster-admin")));
        assertAllowed(update(old, old));
    }

    @Test
    void aSubjectCannotBePutIntoABadBinding() {
        var old = clusterRoleBinding("b", "cluster-admin", user("jane"));
        assertDenied(update(old, clusterRoleBinding("b", "cluster-admin", user("jane"), user("joe"))));
        assertDenied(update(old, clusterRoleBinding("b", "cluster-admin", group("jane"))));
    }

    @Test
    void aBindingToAnotherRoleIsAnother() {
        assertDenied(update(
                roleBinding("shop", "b", roleKey("shop", "cluster-admin"), user("jane")),
                roleBinding("shop", "b", clusterRoleKey("cluster-admin"), user("jane"))));
    }

    @Test
    void anOldObjectOfAnotherKindExcusesNothing() {
        assertDenied(update(clusterRoleBinding("bad", "view"), BAD));
        assertDenied(update(BAD, clusterRoleBinding("bad", "cluster-admin")));
    }

    @Test
    void everyFindingWeighsOneStepMoreInARestrictedNamespace() {
        assertThat(severities(role("shop", "r", ALL_OF_PODS))).containsExactly(Severity.MEDIUM);
        assertThat(severities(role("production", "r", ALL_OF_PODS))).containsExactly(Severity.HIGH);
        assertThat(severities(clusterRole("production", ALL_OF_PODS))).containsExactly(Severity.HIGH);
        assertThat(severities(roleBinding("shop", "b", clusterRoleKey("cluster-admin"))))
                .containsExactly(Severity.HIGH);
        assertThat(severities(roleBinding("payments", "b", clusterRoleKey("cluster-admin"))))
                .containsExactly(Severity.CRITICAL);
        assertThat(severities(clusterRoleBinding("b", "cluster-admin"))).containsExactly(Severity.CRITICAL);
    }

    @Test
    void severityHasATop() {
        assertThat(Severity.LOW.raised()).isEqualTo(Severity.MEDIUM);
        assertThat(Severity.CRITICAL.raised()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aDenialTellsEveryFindingWithItsRuleFieldReasonAndFix() {
        var binding = roleBinding(
                "production", "ops", clusterRoleKey("cluster-admin"), user("system:anonymous"), account("shop", "ci"));
        assertThat(denied(create(binding)).message()).isEqualTo("""
                        rbac-guard refused RoleBinding production/ops:
                        - forbidden_subject:system:anonymous (CRITICAL) at subjects[0].name: it grants ClusterRole cluster-admin to \
                        User system:anonymous, which is anybody who can reach the API server, without logging in. Instead: bind a \
                        service account, or a user or group that stands for people you can name.
                        - forbidden_role_ref:cluster-admin (CRITICAL) at roleRef.name: it grants ClusterRole cluster-admin, which is \
                        every verb on every resource, in namespace production. Instead: bind a Role that lists just the verbs and \
                        resources that are needed.""");
    }

    @Test
    void aDenialSaysWhatAWildcardReallyGrants() {
        assertThat(denied(create(clusterRole("r", urls("*", "/metrics,/healthz"))))
                        .message())
                .contains("verb \"*\" on /metrics, /healthz also grants to post, put, patch and delete.");
        assertThat(denied(create(clusterRole("r", rule("*", "-", "a,b,c,d,e,f"))))
                        .message())
                .contains("verb \"*\" on a, b, c, d, e and others also grants verbs that nobody thinks of");
    }

    @Test
    void aDenialNamesTheResourcesWhoseVerbsAddUp() {
        var full = "get,list,watch,create,update,patch,delete";
        assertThat(denied(create(clusterRole(
                                "r", rule(full, "apps,-", "deployments,pods"), rule(full, "apps", "b,c,d,e"))))
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.field()).isEqualTo("rules[0].verbs");
                    assertThat(finding.reason())
                            .startsWith("its rules together grant get, list, watch, create, update, patch, delete on"
                                    + " deployments.apps, pods.apps, b.apps, c.apps, d.apps and others,");
                });
    }

    @Test
    void aDenialOfThousandsOfFindingsStaysReadable() {
        Role role = clusterRole("r", Collections.nCopies(10_000, ALL_OF_PODS).toArray(PolicyRule[]::new));
        assertThat(denied(create(role)).findings()).hasSize(10_000);
        assertThat(denied(create(role)).message()).endsWith("\n- and 9950 more").hasSizeLessThan(30_000);
    }

    @Test
    void aDenialOfFiftyFindingsTellsThemAll() {
        var rules = IntStream.range(0, 50).mapToObj(i -> rule("*", "-", "pods" + i));
        Denied denied = denied(create(clusterRole("r", rules.toArray(PolicyRule[]::new))));
        assertThat(denied.findings()).hasSize(50);
        assertThat(denied.message()).contains("rules[49]").doesNotContain(" more");
    }

    @Test
    void hostileRolesAreJudgedInBoundedTimeAndSpace() {
        List<String> many = IntStream.range(0, 100_000).mapToObj(i -> "x" + i).toList();
        List<String> verbs = List.of("get", "list", "watch", "create", "update", "patch", "delete");
        Role wide = clusterRole("r", PolicyRule.onResources(verbs, List.of(""), many));
        Role square = clusterRole("r", PolicyRule.onResources(verbs, many.subList(0, 3_000), many.subList(0, 3_000)));
        Role cube = clusterRole("r", PolicyRule.onResources(many, many, many));
        assertThat(rules(wide)).containsExactly("full_verb_set_equivalent_to_wildcard");
        assertThat(rules(square)).containsExactly("full_verb_set_equivalent_to_wildcard");
        assertThat(rules(cube)).containsExactly("too_large_to_judge");
    }

    @Test
    void theSameReviewAlwaysGetsTheSameAnswer() {
        Review review = create(clusterRole(
                "r", ALL_OF_PODS, rule("get,list,watch,create,update,patch,delete", "apps,batch", "a,b,c,d")));
        assertThat(denied(review)).isEqualTo(denied(review));
        assertThat(denied(review).findings())
                .extracting(Finding::rule)
                .containsExactly("wildcard_verb", "full_verb_set_equivalent_to_wildcard");
    }

    private static List<Severity> severities(RbacObject object) {
        return PolicyEngine.refusals(object, Given.alone(Policy.DEFAULT)).stream()
                .map(Finding::severity)
                .toList();
    }

    private static List<String> rules(RbacObject object) {
        return PolicyEngine.refusals(object, Given.alone(Policy.DEFAULT)).stream()
                .map(Finding::rule)
                .toList();
    }

    private static Review create(RbacObject object) {
        return new Review(Requester.of("jane"), object, Optional.empty());
    }

    private static Review update(RbacObject old, RbacObject object) {
        return new Review(Requester.of("jane"), object, Optional.of(old));
    }

    private static void assertAllowed(Review review) {
        assertThat(PolicyEngine.evaluate(review, Given.alone(Policy.DEFAULT))).isInstanceOf(Allowed.class);
    }

    private static void assertDenied(Review review) {
        assertThat(denied(review).object()).isEqualTo(review.object().key());
        assertThat(denied(review).findings()).isNotEmpty();
    }

    private static Denied denied(Review review) {
        var decision = PolicyEngine.evaluate(review, Given.alone(Policy.DEFAULT));
        assertThat(decision).isInstanceOf(Denied.class);
        return (Denied) decision;
    }
}
