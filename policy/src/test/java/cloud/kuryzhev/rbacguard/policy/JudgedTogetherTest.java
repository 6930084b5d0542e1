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
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cloud.kuryzhev.rbacguard.policy.Decision.Allowed;
import cloud.kuryzhev.rbacguard.policy.Decision.Denied;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.ClusterIndex;
import cloud.kuryzhev.rbacguard.policy.rbac.LabelSelector;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A role and its bindings, whichever comes second, in a cluster that is known. */
class JudgedTogetherTest {

    private static final Subject JANE = user("jane");
    private static final Role HELPER = clusterRole("helper", rule("*", "*", "*"));
    private static final Role READS_ALL = clusterRole("reads", rule("get,list,watch", "*", "*"));
    private static final Role WRITES_ALL = clusterRole("writes", rule("create,update,patch,delete", "*", "*"));
    private static final Role PODS = clusterRole("pods", rule("get,list,watch", "-", "pods"));
    private static final Role POD_WRITER = clusterRole("pod-writer", rule("create,update,patch,delete", "-", "pods"));

    private final ClusterIndex cluster = new ClusterIndex();

    @Test
    void aBindingToAnInnocentlyNamedRoleOfEverythingIsRefused() {
        given(HELPER);
        Denied denied = denied(create(clusterRoleBinding("b", "helper", JANE)));
        assertThat(denied.rules()).contains("cluster_admin_equivalent", "wildcard_verb");
        assertThat(denied.refusals()).extracting(Finding::field).containsOnly("roleRef.name");
        assertThat(denied.refusals().getFirst().reason()).contains("ClusterRole helper", "every verb");
    }

    @Test
    void itsBindingInANamespaceIsRefusedTooAndWeighsLess() {
        given(HELPER);
        Denied denied = denied(create(roleBinding("shop", "b", HELPER.key(), JANE)));
        assertThat(denied.refusals().getFirst().severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void whatARoleTellsManyTimesItsBindingTellsOnceAndAtItsWorst() {
        given(clusterRole(
                "r", rule("get", "-", "secrets", "one"), rule("get", "-", "secrets"), rule("list", "-", "secrets")));
        assertThat(findings(clusterRoleBinding("b", "r", JANE)))
                .filteredOn(finding -> finding.rule().equals("secret_read"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
                    assertThat(finding.field()).isEqualTo("roleRef.name");
                    assertThat(finding.reason())
                            .startsWith("through ClusterRole r, rules[1]: it grants get on secrets");
                });
        assertThat(findings(roleBinding("shop", "b", clusterRoleKey("r"), JANE)))
                .filteredOn(finding -> finding.rule().equals("secret_read"))
                .extracting(Finding::severity)
                .containsExactly(Severity.MEDIUM);
    }

    @Test
    void rolesThatKubernetesShipsAreJudgedByTheRulesMadeForThem() {
        given(shipped("admin", "edit", "view"));
        assertThat(evaluate(create(roleBinding("shop", "b", clusterRoleKey("edit"), JANE))))
                .isInstanceOf(Allowed.class);
        assertThat(findings(clusterRoleBinding("b", "admin", JANE)))
                .extracting(Finding::rule)
                .containsExactly("admin_role_cluster_wide", "review_overdue");
    }

    @Test
    void aRoleThatOthersAreBoundToAlreadyIsRefusedWithTheirNames() {
        given(
                clusterRole("helper", rule("get", "-", "pods")),
                clusterRoleBinding("innocent", "helper", JANE, user("joe")));
        Denied denied = denied(update(clusterRole("helper", rule("get", "-", "pods")), HELPER));
        assertThat(denied.message()).contains("ClusterRoleBinding innocent to User jane and others");
    }

    @Test
    void ofItsBindingsThreeAreNamedAndThoseOfNobodyAreNot() {
        given(clusterRole("helper", rule("get", "-", "pods")), clusterRoleBinding("a", "helper"));
        Stream.of("b", "c", "d").forEach(name -> given(clusterRoleBinding(name, "helper", JANE)));
        String three = "it is handed out already: ClusterRoleBinding b to User jane, ClusterRoleBinding c to User jane,"
                + " ClusterRoleBinding d to User jane";
        assertThat(widened().reason()).endsWith(three);

        given(clusterRoleBinding("e", "helper", JANE));

        assertThat(widened().reason()).endsWith(three + " and others");
    }

    private Finding widened() {
        return denied(update(clusterRole("helper", rule("get", "-", "pods")), HELPER))
                .refusals()
                .getFirst();
    }

    @Test
    void aRoleThatADanglingBindingWaitsForIsJudgedByThatBinding() {
        given(READS_ALL, clusterRoleBinding("a", "reads", JANE), clusterRoleBinding("b", "writes", JANE));
        assertThat(denied(create(WRITES_ALL)).refusals()).first().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("cluster_admin_equivalent");
            assertThat(finding.field()).isEqualTo("rules");
            assertThat(finding.reason())
                    .contains(
                            "User jane gets ClusterRole writes by ClusterRoleBinding b, and holds ClusterRole reads already");
        });
    }

    @Test
    void theSumOfSeveralBindingsOfOneSubjectCounts() {
        given(READS_ALL, WRITES_ALL, clusterRoleBinding("a", "reads", user("joe"), JANE));
        assertThat(denied(create(clusterRoleBinding("b", "writes", group("jane"), JANE)))
                        .refusals())
                .extracting(Finding::rule, Finding::field)
                .containsExactly(
                        tuple("cluster_admin_equivalent", "subjects[1].name"),
                        tuple("full_verb_set_equivalent_to_wildcard", "subjects[1].name"));
        assertThat(evaluate(create(clusterRoleBinding("b", "writes", user("jim")))))
                .isInstanceOf(Allowed.class);
    }

    @Test
    void theSumOfTheVerbsOnOneResourceCountsToo() {
        given(PODS, POD_WRITER, roleBinding("shop", "a", PODS.key(), account("shop", "ci")));
        assertThat(denied(create(roleBinding("shop", "b", POD_WRITER.key(), user("system:serviceaccount:shop:ci"))))
                        .rules())
                .containsExactly("full_verb_set_equivalent_to_wildcard");
        assertThat(evaluate(create(roleBinding("other", "b", POD_WRITER.key(), account("shop", "ci")))))
                .isInstanceOf(Allowed.class);
    }

    @Test
    void aClusterWideBindingIsAddedToWhatIsHeldInEachNamespace() {
        given(PODS, POD_WRITER, roleBinding("shop", "a", PODS.key(), JANE));
        assertThat(denied(create(clusterRoleBinding("b", "pod-writer", JANE))).rules())
                .containsExactly("full_verb_set_equivalent_to_wildcard");
    }

    @Test
    void theSumWithARoleThatKubernetesShipsIsNotCounted() {
        given(shipped("view"));
        given(POD_WRITER, roleBinding("shop", "a", clusterRoleKey("view"), JANE));
        assertThat(evaluate(create(roleBinding("shop", "b", POD_WRITER.key(), JANE))))
                .isInstanceOf(Allowed.class);
    }

    @Test
    void whoHoldsEverythingAlreadyGetsNothingMore() {
        given(HELPER, READS_ALL, clusterRoleBinding("a", "helper", JANE));
        assertThat(evaluate(create(clusterRoleBinding("b", "reads", JANE)))).isInstanceOf(Allowed.class);
    }

    @Test
    void sumsThatAreTooLargeToJudgeAreRefused() {
        List<String> many = IntStream.range(0, 2_300).mapToObj(i -> "x" + i).toList();
        var ownGroups = new Role(
                clusterRoleKey("groups"),
                List.of(PolicyRule.onResources(List.of("get", "list", "watch"), many, List.of("a"))));
        var ownResources = new Role(
                clusterRoleKey("resources"),
                many.stream()
                        .map(it -> PolicyRule.onResources(
                                List.of("create", "update", "patch", "delete"), List.of("*"), List.of(it)))
                        .toList());
        given(ownGroups, ownResources, clusterRoleBinding("a", "groups", JANE));
        assertThat(denied(create(clusterRoleBinding("b", "resources", JANE))).rules())
                .containsExactly("full_verb_set_equivalent_to_wildcard");
    }

    @Test
    void aLabelThatFeedsALiveAggregatedRoleIsTold() {
        given(aggregated("monitoring", "monitoring"));
        Role source = labelled("monitoring", PODS);
        assertThat(findings(source)).extracting(Finding::rule).containsExactly("aggregation_label");
        assertThat(findings(labelled("other", PODS))).isEmpty();
    }

    @Test
    void aSourceIsJudgedAsWhatTheHoldersOfTheAggregatedRoleGet() {
        given(
                aggregated("monitoring", "monitoring"),
                labelled("monitoring", READS_ALL),
                clusterRoleBinding("m", "monitoring", JANE));
        Role stored = new Role(
                clusterRoleKey("monitoring"),
                READS_ALL.rules(),
                aggregated("monitoring", "monitoring").aggregates(),
                READS_ALL.metadata());
        given(stored);
        assertThat(denied(create(labelled("monitoring", WRITES_ALL))).refusals())
                .first()
                .satisfies(
                        finding -> assertThat(finding.reason())
                                .contains(
                                        "User jane gets ClusterRole writes by ClusterRoleBinding m, and holds ClusterRole monitoring already"));
    }

    @Test
    void anAggregationRuleThatTakesOverARoleOfEverythingIsRefused() {
        given(labelled("monitoring", HELPER));
        assertThat(denied(create(aggregated("innocent", "monitoring"))).refusals())
                .extracting(Finding::rule, Finding::field)
                .containsExactly(tuple("cluster_admin_equivalent", "aggregationRule.clusterRoleSelectors"));
    }

    @Test
    void aBindingToAnAggregatedRoleThatIsNotFilledYetIsJudgedByItsSources() {
        given(labelled("monitoring", HELPER), aggregated("innocent", "monitoring"));
        assertThat(denied(create(clusterRoleBinding("b", "innocent", JANE))).rules())
                .contains("cluster_admin_equivalent");
    }

    @Test
    void aLabelThatNewlyFeedsALiveAggregatedRoleIsWidening() {
        given(aggregated("monitoring", "monitoring"));
        assertThat(evaluate(update(HELPER, labelled("app", HELPER)))).isInstanceOf(Allowed.class);
        assertThat(evaluate(update(HELPER, labelled("monitoring", HELPER)))).isInstanceOf(Denied.class);
        assertThat(evaluate(update(labelled("monitoring", HELPER), HELPER))).isInstanceOf(Allowed.class);
    }

    @Test
    void whatIsStillWrongIsToldWhenAnUpdateGrantsNothingNew() {
        given(HELPER, clusterRoleBinding("b", "helper", JANE));
        var decision = (Allowed) evaluate(update(HELPER, HELPER));
        assertThat(decision.warnings()).extracting(Finding::rule).contains("wildcard_verb", "cluster_admin_equivalent");
        assertThat(decision.warnings()).extracting(Finding::reason).allMatch(it -> it.contains("ClusterRoleBinding b"));
    }

    @Test
    void aBindingLosesASubjectWhateverElseItGrants() {
        given(HELPER);
        Binding old = clusterRoleBinding("b", "helper", JANE, user("joe"));
        assertThat(evaluate(update(old, clusterRoleBinding("b", "helper", JANE))))
                .isInstanceOf(Allowed.class);
        assertThat(evaluate(update(clusterRoleBinding("b", "helper", JANE), old)))
                .isInstanceOf(Denied.class);
    }

    @Test
    void whatDoesNotExistIsToldOnlyWhereTheClusterIsKnown() {
        Binding binding = roleBinding("shop", "b", roleKey("shop", "gone"), account("shop", "gone"));
        assertThat(findings(binding))
                .extracting(Finding::rule)
                .containsExactly("dangling_role_ref", "missing_service_account");
        assertThat(PolicyEngine.findings(binding, Given.alone(Policy.DEFAULT))).isEmpty();
    }

    @Test
    void aRoleOfThousandsIsJudgedByEveryDifferentSum() {
        given(PODS, POD_WRITER);
        IntStream.range(0, 5_000).forEach(i -> given(roleBinding("n" + i, "b", POD_WRITER.key(), user("u" + i))));
        given(roleBinding("n4999", "c", clusterRoleKey("new"), user("u4999")));
        assertThat(denied(create(clusterRole("new", rule("get,list,watch", "-", "pods"))))
                        .refusals())
                .extracting(Finding::reason)
                .first()
                .asString()
                .contains("User u4999");
    }

    private static Role aggregated(String name, String label) {
        return new Role(
                clusterRoleKey(name),
                List.of(),
                List.of(new LabelSelector(new TreeMap<>(Map.of(label, "true")), List.of())),
                PODS.metadata());
    }

    /** As Kubernetes ships them, without what they take over. */
    private static RbacObject[] shipped(String... names) {
        return Stream.of(names)
                .map(name -> aggregated(name, "rbac.authorization.k8s.io/aggregate-to-" + name))
                .map(role -> new Role(
                        role.key(),
                        List.of(rule("get,list,watch", "-", "pods"), rule("get,list,watch", "-", "services")),
                        role.aggregates(),
                        role.metadata()))
                .toArray(RbacObject[]::new);
    }

    private void given(RbacObject... objects) {
        Stream.of(objects).forEach(cluster::put);
    }

    private List<Finding> findings(RbacObject object) {
        return PolicyEngine.findings(object, context());
    }

    private RuleContext context() {
        return new RuleContext(Policy.DEFAULT, cluster, Given.NOW);
    }

    private static Review create(RbacObject object) {
        return new Review(Requester.of("jane"), object, Optional.empty());
    }

    private static Review update(RbacObject old, RbacObject object) {
        return new Review(Requester.of("jane"), object, Optional.of(old));
    }

    private Decision evaluate(Review review) {
        return PolicyEngine.evaluate(review, context());
    }

    private Denied denied(Review review) {
        Decision decision = evaluate(review);
        assertThat(decision).isInstanceOf(Denied.class);
        return (Denied) decision;
    }
}
