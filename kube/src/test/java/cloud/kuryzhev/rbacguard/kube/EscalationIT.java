package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What suggestions keep for those who write roles rests on this: the API server lets nobody hand out a path that they may not ask for cluster-wide. */
@WithControlPlane
class EscalationIT {

    private static final String HANDED_OUT = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: handed-out-path}
            rules: [{nonResourceURLs: [/handed-out], verbs: [get]}]
            """;

    private static final String WRITER = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: role-writer}
            rules:
            - {apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [create, get]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: path-reader}
            rules: [{nonResourceURLs: [/handed-out], verbs: [get]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: role-writer}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: role-writer}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: wanda}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: path-reader, namespace: default}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: path-reader}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: wanda}]
            """;

    private final Kubectl admin;

    EscalationIT(ControlPlane plane) {
        this.admin = plane.admin().kubectl();
    }

    @Test
    void whoWritesClusterRolesMustHoldThePathsInThemClusterWide() throws InterruptedException {
        assertThat(admin.runWith(WRITER, "apply", "-f", "-").stderr()).isEmpty();
        await().atMost(Duration.ofMinutes(1)) // until the binding is known
                .until(() -> handOut().stderr().contains("attempting to grant RBAC permissions not currently held"));
        assertThat(handOut().stderr()).contains("/handed-out");

        admin.run("create", "clusterrolebinding", "path-reader", "--clusterrole=path-reader", "--user=wanda");

        await().atMost(Duration.ofMinutes(1)).until(() -> handOut().succeeded());
    }

    private Kubectl.Result handOut() throws InterruptedException {
        return admin.runWith(HANDED_OUT, "create", "--dry-run=server", "--as=wanda", "-f", "-");
    }
}
