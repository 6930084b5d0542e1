package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.policy.rbac.Covers;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * {@link Covers} against the authorizer itself: 200 generated roles, each bound to a user of its own, and 15 requests of each. Names,
 * verbs and resources come from small sets, so that about every other request is allowed; none of them need exist.
 */
@WithControlPlane
class CoversIT {

    private static final int ROLES = 200;
    private static final int REQUESTS = 15;
    private static final String NAMESPACE = "default";

    private static final List<String> VERBS = List.of("get", "list", "create", "GET");
    private static final List<String> GROUPS = List.of("", "apps");
    private static final List<String> RESOURCES = List.of("pods", "pods/exec", "nodes", "nodes/exec");
    private static final List<String> NAMES = List.of("a", "b", "*");
    private static final List<String> PATHS =
            List.of("/", "/metrics", "/metrics/cadvisor", "/healthz", "/healthz/etcd");

    private final Random random = new Random(20261122);
    private final KubernetesClient admin;

    CoversIT(ControlPlane plane) {
        this.admin = plane.admin().client();
    }

    /** A request as SubjectAccessReview puts it, and as the atom of a rule. */
    private record Asked(String verb, String group, String resource, String name, String namespace, String path) {

        PolicyRule atom() {
            return path.isEmpty()
                    ? new PolicyRule(
                            List.of(verb),
                            List.of(group),
                            List.of(resource),
                            name.isEmpty() ? List.of() : List.of(name),
                            List.of())
                    : PolicyRule.onUrls(List.of(verb), List.of(path));
        }

        SubjectAccessReview by(String user) {
            var review = new SubjectAccessReviewBuilder().withNewSpec().withUser(user);
            if (!path.isEmpty()) {
                return review.withNewNonResourceAttributes(path, verb).endSpec().build();
            }
            int slash = resource.indexOf('/');
            return review.withNewResourceAttributes()
                    .withVerb(verb)
                    .withGroup(group)
                    .withResource(slash < 0 ? resource : resource.substring(0, slash))
                    .withSubresource(slash < 0 ? "" : resource.substring(slash + 1))
                    .withName(name)
                    .withNamespace(namespace)
                    .endResourceAttributes()
                    .endSpec()
                    .build();
        }
    }

    /** A role bound to a user of its own, in the cluster or in one namespace. */
    private record Bound(String user, List<PolicyRule> rules, boolean clusterWide) {

        boolean covers(Asked asked) {
            boolean inScope =
                    clusterWide || (asked.path().isEmpty() && asked.namespace().equals(NAMESPACE));
            return inScope && Covers.covers(rules, List.of(asked.atom()));
        }
    }

    @Test
    void whatCoversSaysIsWhatTheAuthorizerDoes() throws InterruptedException, ExecutionException {
        List<Bound> bound = IntStream.range(0, ROLES)
                .mapToObj(i -> new Bound("covers-" + i, rules(), random.nextBoolean()))
                .toList();
        try {
            Parallel.all(bound.stream().map(it -> Parallel.call(() -> bind(it))).toList());
            awaitAuthorizer();
            var checks = new ArrayList<Callable<Boolean>>();
            var differences = new ArrayList<String>();
            for (Bound one : bound) {
                for (int i = 0; i < REQUESTS; i++) {
                    Asked asked = asked();
                    checks.add(() -> check(one, asked, differences));
                }
            }
            List<Boolean> allowed = Parallel.all(checks);

            assertThat(differences).isEmpty();
            assertThat(allowed).hasSize(ROLES * REQUESTS);
            assertThat(allowed.stream().filter(it -> it).count())
                    .isBetween(ROLES * REQUESTS / 4L, ROLES * REQUESTS * 3L / 4);
        } finally {
            Parallel.all(
                    bound.stream().map(it -> Parallel.call(() -> unbind(it))).toList());
        }
    }

    private boolean check(Bound bound, Asked asked, List<String> differences) {
        boolean allowed = allowed(asked.by(bound.user()));
        if (allowed != bound.covers(asked)) {
            synchronized (differences) {
                differences.add(asked + (allowed ? " is allowed by " : " is not allowed by ") + bound);
            }
        }
        return allowed;
    }

    private boolean allowed(SubjectAccessReview review) {
        return admin.authorization()
                .v1()
                .subjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }

    /** The authorizer reads roles and bindings from watches of its own. */
    private void awaitAuthorizer() {
        var last = new Bound("covers-last", List.of(PolicyRule.onUrls(List.of("get"), List.of("/covers"))), true);
        bind(last);
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> allowed(new Asked("get", "", "", "", "", "/covers").by(last.user())));
        } finally {
            unbind(last);
        }
    }

    private void bind(Bound bound) {
        admin.resource(Manifests.resource(new Role(new ObjectKey(Kind.CLUSTER_ROLE, "", bound.user()), bound.rules())))
                .create();
        if (bound.clusterWide()) {
            admin.resource(new ClusterRoleBindingBuilder()
                            .withNewMetadata()
                            .withName(bound.user())
                            .endMetadata()
                            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", bound.user())
                            .addNewSubject("rbac.authorization.k8s.io", "User", bound.user(), null)
                            .build())
                    .create();
        } else {
            admin.resource(new RoleBindingBuilder()
                            .withNewMetadata()
                            .withName(bound.user())
                            .withNamespace(NAMESPACE)
                            .endMetadata()
                            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", bound.user())
                            .addNewSubject("rbac.authorization.k8s.io", "User", bound.user(), null)
                            .build())
                    .create();
        }
    }

    private void unbind(Bound bound) {
        admin.rbac().clusterRoles().withName(bound.user()).delete();
        admin.rbac().clusterRoleBindings().withName(bound.user()).delete();
        admin.rbac()
                .roleBindings()
                .inNamespace(NAMESPACE)
                .withName(bound.user())
                .delete();
    }

    private List<PolicyRule> rules() {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(_ -> random.nextInt(5) == 0 ? ruleOnUrls() : ruleOnResources())
                .toList();
    }

    private PolicyRule ruleOnResources() {
        return new PolicyRule(
                some(VERBS, "*"),
                some(GROUPS, "*"),
                some(
                        RESOURCES,
                        random.nextBoolean()
                                ? "*"
                                : List.of("*/exec", "pods/*", "*/*").get(random.nextInt(3))),
                random.nextInt(4) == 0 ? some(NAMES, "c") : List.of(),
                List.of());
    }

    private PolicyRule ruleOnUrls() {
        return PolicyRule.onUrls(
                some(List.of("get", "post"), "*"),
                some(
                        PATHS,
                        List.of("*", "/metrics*", "/metrics/*", "/healthz/*").get(random.nextInt(4))));
    }

    /** One to three of them, and every other time the wildcard too. */
    private List<String> some(List<String> values, String wildcard) {
        var chosen = new ArrayList<String>();
        IntStream.rangeClosed(0, random.nextInt(3)).forEach(_ -> chosen.add(any(values)));
        if (random.nextBoolean()) {
            chosen.add(wildcard);
        }
        return chosen;
    }

    private Asked asked() {
        if (random.nextInt(6) == 0) {
            return new Asked(any(List.of("get", "post")), "", "", "", "", any(PATHS));
        }
        return new Asked(
                any(VERBS),
                any(GROUPS),
                any(RESOURCES),
                random.nextInt(3) == 0 ? "" : any(NAMES),
                random.nextInt(4) == 0 ? any(List.of("", "kube-system")) : NAMESPACE,
                "");
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
