package cloud.kuryzhev.rbacguard.admission.guarding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Change;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequestReader;
import cloud.kuryzhev.rbacguard.policy.Identities;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.Protection;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardingTest {

    private static final Guarding GUARDING = new Guarding(
            Set.of("ConfigMap kube-system/rbac-audit-policy", "ClusterRole rbac-auditor-reader"),
            new Guardians(Identities.of(Set.of("system:serviceaccount:rbac-guard:rbac-auditor"), Set.of("security"))));
    private static final String VIOLATION = """
            {"metadata": {"name": "v", "namespace": "team", "generation": 1%s}, "spec": {"severity": "HIGH"%s}}""";

    @ParameterizedTest
    @CsvSource({
        "system:serviceaccount:rbac-guard:rbac-auditor, any",
        "jane, security",
        "root, system:masters",
        "system:serviceaccount:kube-system:namespace-controller, any",
        "system:serviceaccount:kube-system:generic-garbage-collector, any",
        "system:apiserver, any",
    })
    void whoLooksAfterItMayDeleteIt(String user, String group) {
        assertThat(GUARDING.refusal(deletion(user, group), Policy.DEFAULT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"system:serviceaccount:other:rbac-auditor", "system:masters", "security", ""})
    void whoOnlyHasANameLikeThatMayNot(String user) {
        assertThat(GUARDING.refusal(deletion(user, "any"), Policy.DEFAULT)).isPresent();
    }

    @Test
    void aCollectionThatIsDeletedNamesItsObjectsInTheirMetadataOnly() {
        Change unnamed = change("DELETE", "", "v1", "ConfigMap", "kube-system", "jane", "any", "null", """
                {"metadata": {"name": "rbac-audit-policy"}}""");
        assertThat(GUARDING.refusal(unnamed, Policy.DEFAULT)).hasValueSatisfying(message -> assertThat(message)
                .startsWith("rbac-guard refused to let jane delete ConfigMap kube-system/rbac-audit-policy: "));
    }

    @ParameterizedTest
    @CsvSource({"ConfigMap, team", "ConfigMap, ''", "Secret, kube-system"})
    void whatOnlyHasTheSameNameIsNotTheGuards(String kind, String namespace) {
        Change change = change("DELETE", "", "v1", kind, namespace, "jane", "any", "null", """
                {"metadata": {"name": "rbac-audit-policy"}}""");
        assertThat(GUARDING.refusal(change, Policy.DEFAULT)).isEmpty();
    }

    @Test
    void aReviewInOnesOwnNameIsOpenToAllWhomRbacLets() {
        String review = ", \"review\": {\"decision\": \"approve\", \"by\": \"%s\"}";
        String old = VIOLATION.formatted("", "");
        assertThat(GUARDING.refusal(update(VIOLATION.formatted("", review.formatted("jane")), old), Policy.DEFAULT))
                .isEmpty();
        assertThat(GUARDING.refusal(update(VIOLATION.formatted("", review.formatted("bob")), old), Policy.DEFAULT))
                .isPresent();
        assertThat(GUARDING.refusal(update(old, VIOLATION.formatted("", review.formatted("bob"))), Policy.DEFAULT))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"managedFields\": [{\"manager\": \"kubectl\"}], \"resourceVersion\": \"7\"",
                ", \"annotations\": {\"kubectl.kubernetes.io/last-applied-configuration\": \"{}\"}",
            })
    void whatIsKeptAboutAChangeIsNoChange(String metadata) {
        assertThat(GUARDING.refusal(
                        update(VIOLATION.formatted(metadata, ""), VIOLATION.formatted("", "")), Policy.DEFAULT))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"annotations\": {\"other\": \"\"}",
                ", \"finalizers\": [\"f\"]",
                ", \"ownerReferences\": [{\"uid\": \"u\"}]",
                ", \"deletionGracePeriodSeconds\": 0",
                "}, \"status\": {\"phase\": \"Resolved\"",
                "}, \"more\": {\"a\": [1, true, null]",
            })
    void everyOtherChangeIsRefused(String change) {
        assertThat(GUARDING.refusal(
                        update(VIOLATION.formatted(change, ""), VIOLATION.formatted("", "")), Policy.DEFAULT))
                .isPresent();
    }

    @Test
    void textThatLooksLikeAnotherStructureIsAnotherContent() {
        assertThat(GUARDING.refusal(
                        update(
                                VIOLATION.formatted("", ", \"a\": [\"x\\u0000\\u0006y\"]"),
                                VIOLATION.formatted("", ", \"a\": [\"x\", \"y\"]")),
                        Policy.DEFAULT))
                .isPresent();
    }

    @Test
    void whomThePolicyListsMayChangeWhatItProtects() {
        ObjectKey reader = new ObjectKey(Kind.CLUSTER_ROLE, "", "rbac-auditor-reader");
        Policy policy = Policy.DEFAULT.withProtected(
                List.of(new Protection(new TreeSet<>(Set.of(reader)), Identities.of(Set.of("jane"), Set.of()))));
        Change change = change(
                "DELETE",
                "rbac.authorization.k8s.io",
                "v1",
                "ClusterRole",
                "",
                "jane",
                "any",
                "null",
                "{\"metadata\": {\"name\": \"rbac-auditor-reader\"}}");
        assertThat(GUARDING.refusal(change, policy)).isEmpty();
        assertThat(GUARDING.refusal(change, Policy.DEFAULT)).isPresent();
        assertThat(GUARDING.refusal(deletion("jane", "any"), policy)).isPresent();
    }

    private static Change deletion(String user, String group) {
        return violation("DELETE", user, group, "null", VIOLATION.formatted("", ""));
    }

    private static Change update(String object, String oldObject) {
        return violation("UPDATE", "jane", "any", object, oldObject);
    }

    private static Change violation(String operation, String user, String group, String object, String oldObject) {
        return change(
                operation, "audit.kuryzhev.cloud", "v1alpha1", "RBACViolation", "team", user, group, object, oldObject);
    }

    private static Change change(
            String operation,
            String apiGroup,
            String version,
            String kind,
            String namespace,
            String user,
            String group,
            String object,
            String oldObject) {
        return (Change) ObjectRequestReader.read(
                """
                {"apiVersion": "admission.k8s.io/v1", "request": {"uid": "u", "operation": "%s", "namespace": "%s",
                 "kind": {"group": "%s", "version": "%s", "kind": "%s"}, "userInfo": {"username": "%s", "groups": ["%s"]},
                 "object": %s, "oldObject": %s}}
                """.formatted(operation, namespace, apiGroup, version, kind, user, group, object, oldObject)
                        .getBytes(UTF_8));
    }
}
