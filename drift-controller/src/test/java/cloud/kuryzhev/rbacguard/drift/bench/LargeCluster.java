package cloud.kuryzhev.rbacguard.drift.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;

/**
 * Roles and bindings of a large cluster: every tenth binding is cluster-wide, every hundredth grants cluster-admin, and so is a violation.
 * One subject in ten is a service account, the others are users.
 */
final class LargeCluster {

    static final int NAMESPACES = 100;
    static final int ROLES = 10_000;
    static final int SUBJECTS = 20_000;
    static final int ACCOUNTS = 2_000;

    private static final int AT_ONCE = 32;
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final List<String> RESOURCES =
            List.of("configmaps", "pods", "services", "endpoints", "events", "replicationcontrollers", "limitranges");

    private final KubernetesClient client;

    LargeCluster(KubernetesClient client) {
        this.client = client;
    }

    void makeRoles() throws InterruptedException {
        make(0, NAMESPACES, i -> new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace(i))
                .endMetadata()
                .build());
        make(0, ACCOUNTS, i -> new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace(i))
                .withName("account-" + i)
                .endMetadata()
                .build());
        make(0, ROLES, LargeCluster::role);
    }

    /** Those from number {@code from} on. */
    void makeBindings(int from, int to) throws InterruptedException {
        make(from, to, LargeCluster::binding);
    }

    static String namespace(int i) {
        return "tenant-" + i % NAMESPACES;
    }

    private static HasMetadata role(int i) {
        List<PolicyRule> rules =
                List.of(rule("get", "list", i), rule("watch", "get", i + 1), rule("list", "watch", i + 3));
        return i % 5 == 0
                ? new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName("reader-" + i)
                        .endMetadata()
                        .withRules(rules)
                        .build()
                : new RoleBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace(i))
                        .withName("reader-" + i)
                        .endMetadata()
                        .withRules(rules)
                        .build();
    }

    private static PolicyRule rule(String verb, String other, int resource) {
        return new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources(RESOURCES.get(resource % RESOURCES.size()))
                .withVerbs(verb, other)
                .build();
    }

    private static HasMetadata binding(int i) {
        String clusterRole = i % 100 == 50 ? "cluster-admin" : "reader-" + i % ROLES / 5 * 5;
        if (i % 10 == 1) {
            return new ClusterRoleBindingBuilder()
                    .withNewMetadata()
                    .withName("binding-" + i)
                    .endMetadata()
                    .withNewRoleRef(GROUP, "ClusterRole", clusterRole)
                    .withSubjects(subject(i))
                    .build();
        }
        boolean ofRole = i % 100 != 50 && i % ROLES % 5 != 0;
        return new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(namespace(i))
                .withName("binding-" + i)
                .endMetadata()
                .withNewRoleRef(GROUP, ofRole ? "Role" : "ClusterRole", ofRole ? "reader-" + i % ROLES : clusterRole)
                .withSubjects(subject(i))
                .build();
    }

    private static Subject subject(int i) {
        int number = i % SUBJECTS;
        return number < ACCOUNTS
                ? new Subject(null, "ServiceAccount", "account-" + number, namespace(number))
                : new Subject(GROUP, "User", "user-" + number, null);
    }

    private void make(int from, int to, IntFunction<HasMetadata> made) throws InterruptedException {
        var slots = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = from; i < to; i++) {
                HasMetadata object = made.apply(i);
                slots.acquire();
                threads.execute(() -> {
                    try {
                        client.resource(object).create();
                    } finally {
                        slots.release();
                    }
                });
            }
        }
    }
}
