package cloud.kuryzhev.rbacguard.kube.admission;

import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.BINDING;
import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.ROLE;
import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.ROLE_UID;
import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.read;
import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.text;
import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Judgeable;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.PolicyEdit;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Revoking;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Unreadable;
import cloud.kuryzhev.rbacguard.policy.Requester;
import cloud.kuryzhev.rbacguard.policy.Review;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionReviewReaderTest {

    @Test
    void aClusterRoleIsReadWithItsRulesAndItsLabels() {
        Role role = new Role(
                new ObjectKey(Kind.CLUSTER_ROLE, "", "deployer"),
                List.of(
                        new PolicyRule(
                                List.of("get", "list"),
                                List.of("", "apps"),
                                List.of("pods", "deployments/scale"),
                                List.of("web"),
                                List.of()),
                        PolicyRule.onUrls(List.of("get"), List.of("/metrics", "/logs/*"))),
                Metadata.NONE
                        .withLabels(Map.of(
                                "app.kubernetes.io/managed-by", "kubectl",
                                "rbac.authorization.k8s.io/aggregate-to-admin", "true"))
                        .withAnnotations(Map.of(
                                "kubectl.kubernetes.io/last-applied-configuration",
                                "{\"apiVersion\":\"rbac.authorization.k8s.io/v1\",\"rules\":[]}\n")));

        assertThat(read(ROLE))
                .isEqualTo(new Judgeable(
                        ROLE_UID,
                        new Review(
                                Requester.of("jane@example.com", "system:authenticated", "deployers"),
                                role,
                                Optional.empty(),
                                false)));
    }

    @Test
    void aRoleBindingIsReadWithWhatItReplaces() {
        ObjectKey key = new ObjectKey(Kind.ROLE_BINDING, "team", "readers");
        ObjectKey reader = new ObjectKey(Kind.ROLE, "team", "reader");
        Binding binding = new Binding(
                key,
                reader,
                List.of(
                        new Subject.ServiceAccount("team", "robot"),
                        new Subject.ServiceAccount("other", "robot"),
                        new Subject.Group("people"),
                        new Subject.User("jane")));

        assertThat(read(BINDING))
                .isEqualTo(new Judgeable(
                        "c5a1f3b0-0d6c-4d5e-9f0d-2f3f7d7f8a11",
                        new Review(
                                Requester.of(
                                        "system:serviceaccount:ci:deploy",
                                        "system:serviceaccounts",
                                        "system:serviceaccounts:ci",
                                        "system:authenticated"),
                                binding,
                                Optional.of(new Binding(key, reader, List.of())),
                                true)));
    }

    @Test
    void anObjectWithoutANameIsCalledByTheStartOfTheOneItWillGet() {
        assertThat(object(text("create-clusterrolebinding")).key())
                .isEqualTo(new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "temp-*"));
    }

    @Test
    void aDeletionIsNotJudged() {
        assertThat(read(text("delete-role")))
                .isEqualTo(new Revoking(
                        "9a9c2f1e-1111-4222-8333-444455556666",
                        Requester.of("admin"),
                        Optional.of(new ObjectKey(Kind.ROLE, "team", "everything")),
                        false));
    }

    @Test
    void anEditOfThePolicysConfigMapIsReadForItsText() {
        assertThat(read(configMap("CREATE", "rbac-audit-policy", "{\"policy.yaml\":\"rules: {}\",\"other\":7}")))
                .isEqualTo(new PolicyEdit("u", Requester.of("jane", "ops"), Optional.of("rules: {}")));
        assertThat(read(configMap("UPDATE", "rbac-audit-policy", "{\"other\":\"rules: {}\"}")))
                .isEqualTo(new PolicyEdit("u", Requester.of("jane", "ops"), Optional.empty()));
        assertThat(read(configMap("DELETE", "rbac-audit-policy", "{\"policy.yaml\":\"rules: {}\"}")))
                .isEqualTo(new PolicyEdit("u", Requester.of("jane", "ops"), Optional.empty()));
    }

    @Test
    void anyOtherConfigMapHandsNothingOut() {
        assertThat(read(configMap("CREATE", "another", "{\"policy.yaml\":\"rules: {}\"}")))
                .isEqualTo(new Revoking("u", Requester.of("jane", "ops"), Optional.empty(), false));
    }

    private static String configMap(String operation, String name, String data) {
        String object = "{\"metadata\":{\"name\":\"" + name + "\"},\"data\":" + data + "}";
        return """
                {"apiVersion":"admission.k8s.io/v1","request":{"uid":"u","operation":"%s","namespace":"kube-system","name":"%s",
                 "kind":{"group":"","version":"v1","kind":"ConfigMap"},"userInfo":{"username":"jane","groups":["ops"]},
                 "object":%s,"oldObject":%s}}
                """.formatted(
                        operation,
                        name,
                        operation.equals("DELETE") ? "null" : object,
                        operation.equals("CREATE") ? "null" : object);
    }

    @Test
    void aRoleWithoutRulesGrantsNothing() {
        assertThat(object(with(ROLE, "/request/object/rules", "null")))
                .asInstanceOf(type(Role.class))
                .extracting(Role::rules)
                .isEqualTo(List.of());
    }

    @Test
    void absentListsOfARuleAreEmpty() {
        assertThat(object(with(ROLE, "/request/object/rules", "[{\"verbs\":null,\"resources\":[\"pods\"]}, null]")))
                .asInstanceOf(type(Role.class))
                .extracting(Role::rules)
                .isEqualTo(List.of(
                        PolicyRule.onResources(List.of(), List.of(), List.of("pods")),
                        PolicyRule.onResources(List.of(), List.of(), List.of())));
    }

    @Test
    void theOrderOfFieldsDoesNotMatter() {
        String backwards = """
                {"request":{"object":{"rules":[{"verbs":["*"],"resources":["pods"],"apiGroups":[""]}],"metadata":{"name":"r"}},
                 "userInfo":{"username":"jane"},"namespace":"team","operation":"CREATE",
                 "kind":{"kind":"Role","version":"v1","group":"rbac.authorization.k8s.io"},"uid":"u"},
                 "apiVersion":"admission.k8s.io/v1"}
                """;

        assertThat(read(backwards))
                .isEqualTo(new Judgeable(
                        "u",
                        new Review(
                                Requester.of("jane"),
                                new Role(
                                        new ObjectKey(Kind.ROLE, "team", "r"),
                                        List.of(PolicyRule.onResources(List.of("*"), List.of(""), List.of("pods")))),
                                Optional.empty(),
                                false)));
    }

    @Test
    void aBindingWithoutARoleIsNotLetPass() {
        assertThat(read(with(BINDING, "/request/object/roleRef", "null")))
                .isEqualTo(new Unreadable("c5a1f3b0-0d6c-4d5e-9f0d-2f3f7d7f8a11", "request.object.roleRef is missing"));
    }

    @Test
    void aStoredBindingWithoutARoleCoversNothing() {
        assertThat(read(with(BINDING, "/request/oldObject/roleRef", "{}")))
                .asInstanceOf(type(Judgeable.class))
                .extracting(it -> it.review().oldObject())
                .isEqualTo(Optional.empty());
    }

    @Test
    void threeMegabytesOfRulesAreReadToTheLastOne() {
        String rule = "{\"verbs\":[\"get\"],\"apiGroups\":[\"\"],\"resources\":[\"pods\"]},";
        int count = 3_000_000 / rule.length();
        String rules = "[" + rule.repeat(count) + "{\"verbs\":[\"*\"]}]";

        RbacObject object = object(with(ROLE, "/request/object/rules", rules));

        assertThat(((Role) object).rules())
                .hasSize(count + 1)
                .last()
                .isEqualTo(PolicyRule.onResources(List.of("*"), List.of(), List.of()));
    }

    private static RbacObject object(String review) {
        return ((Judgeable) read(review)).review().object();
    }
}
