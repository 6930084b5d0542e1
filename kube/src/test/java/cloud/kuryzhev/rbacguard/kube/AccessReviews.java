package cloud.kuryzhev.rbacguard.kube;

import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Asks the authorizer of a real API server. */
record AccessReviews(KubernetesClient admin) {

    /** Whether {@code user}, in {@code groups}, may. */
    boolean allows(Subject user, Collection<String> groups, Permission asked) {
        return admin.authorization()
                .v1()
                .subjectAccessReview()
                .create(review(user, groups, asked))
                .getStatus()
                .getAllowed();
    }

    private static SubjectAccessReview review(Subject user, Collection<String> groups, Permission asked) {
        var review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(user.authenticatedName())
                .withGroups(List.copyOf(groups));
        return switch (asked) {
            case OnUrl it ->
                review.withNewNonResourceAttributes(it.path(), it.verb())
                        .endSpec()
                        .build();
            case OnResource it -> {
                String[] parts = it.resource().split("/", 2);
                yield review.withNewResourceAttributes()
                        .withVerb(it.verb())
                        .withGroup(it.apiGroup())
                        .withResource(parts[0])
                        .withSubresource(parts.length > 1 ? parts[1] : "")
                        .withName(it.name())
                        .withNamespace(it.namespace())
                        .endResourceAttributes()
                        .endSpec()
                        .build();
            }
        };
    }

    /** Until the authorizer, which reads roles and bindings from watches of its own, has seen all that was written so far. */
    void awaitAuthorizer(String mark) {
        var role = new Role(
                new ObjectKey(Kind.CLUSTER_ROLE, "", mark),
                List.of(PolicyRule.onUrls(List.of("get"), List.of("/" + mark))));
        var last = new Subject.User(mark);
        var binding = new Binding(new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", mark), role.key(), List.of(last));
        admin.resource(Manifests.resource(role)).create();
        admin.resource(Manifests.resource(binding)).create();
        await().atMost(Duration.ofMinutes(2)).until(() -> allows(last, List.of(), new OnUrl("get", "/" + mark)));
        admin.resource(Manifests.resource(binding)).delete();
        admin.resource(Manifests.resource(role)).delete();
    }
}
