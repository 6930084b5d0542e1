package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.group;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules as in bootstrappolicy/testdata of Kubernetes 1.36, cut down to those that matter here. */
class BootstrapTest {

    private static final String FULL = "create,delete,get,list,patch,update,watch";

    static Stream<RbacObject> shipped() {
        return Stream.of(
                clusterRole("cluster-admin", rule("*", "*", "*"), urls("*", "*")),
                clusterRole("admin", rule(FULL, "-", "pods")),
                clusterRole("edit", rule(FULL, "-", "secrets")),
                clusterRole("system:aggregate-to-admin", rule(FULL, "rbac.authorization.k8s.io", "rolebindings,roles")),
                clusterRole(
                        "system:aggregate-to-edit",
                        rule(
                                "get,list,watch",
                                "-",
                                "pods/attach,pods/exec,pods/portforward,pods/proxy,secrets,services/proxy"),
                        rule("create,delete,deletecollection,patch,update", "-", "pods,pods/attach,pods/exec"),
                        rule("create,delete,deletecollection,patch,update", "-", "configmaps,secrets,services/proxy")),
                clusterRole("system:controller:cronjob-controller", rule(FULL, "batch", "jobs")),
                clusterRole("system:controller:daemon-set-controller", rule(FULL, "apps", "controllerrevisions")),
                clusterRole("system:controller:deployment-controller", rule(FULL, "apps,extensions", "replicasets")),
                clusterRole(
                        "system:controller:generic-garbage-collector",
                        rule("delete,get,list,patch,update,watch", "*", "*"),
                        rule("create,patch,update", "-,events.k8s.io", "events")),
                clusterRole(
                        "system:controller:resource-claim-controller", rule(FULL, "resource.k8s.io", "resourceclaims")),
                clusterRole("system:controller:statefulset-controller", rule(FULL, "-", "pods")),
                clusterRole("system:kube-scheduler", rule(FULL, "coordination.k8s.io", "leasecandidates")),
                clusterRole(
                        "system:kubelet-api-admin",
                        rule("*", "-", "nodes/log,nodes/proxy"),
                        rule("*", "-", "nodes/pods")),
                clusterRoleBinding("cluster-admin", "cluster-admin", group("system:masters")),
                clusterRoleBinding("cluster-admin", "cluster-admin"),
                clusterRoleBinding(
                        "system:public-info-viewer",
                        "system:public-info-viewer",
                        group("system:authenticated"),
                        group("system:unauthenticated")));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void whatKubernetesShipsIsNoViolation(RbacObject object) {
        assertThat(new Scene(object).violations()).isEmpty();
    }

    static Stream<RbacObject> tampered() {
        return Stream.of(
                clusterRoleBinding("cluster-admin", "cluster-admin", group("system:masters"), user("jane")),
                clusterRoleBinding("cluster-admin", "admin", group("system:masters")),
                clusterRoleBinding("admins", "cluster-admin", group("system:masters")),
                roleBinding("n", "cluster-admin", clusterRoleKey("cluster-admin"), group("system:masters")),
                clusterRoleBinding("system:public-info-viewer", "view", group("system:unauthenticated")),
                clusterRoleBinding(
                        "system:public-info-viewer",
                        "system:public-info-viewer",
                        group("system:unauthenticated"),
                        user("system:anonymous")),
                role("n", "cluster-admin", rule("*", "*", "*")),
                clusterRole("admin", rule("*", "*", "*")),
                clusterRole("system:kubelet-api-admin", rule("*", "-", "nodes/log,nodes")),
                clusterRole("system:kubelet-api-admin", rule("*", "*", "*")),
                clusterRole("system:aggregate-to-edit", rule(FULL, "-", "secrets,nodes")),
                clusterRole("system:controller:deployment-controller", rule(FULL, "apps", "replicasets,daemonsets")),
                clusterRole("system:controller:generic-garbage-collector", rule(FULL, "*", "*")),
                clusterRole("system:controller:mine", rule("*", "*", "*")));
    }

    @ParameterizedTest
    @MethodSource("tampered")
    void whatWasMadeOfItIs(RbacObject object) {
        assertThat(new Scene(object).violations()).extracting(Violation::source).containsExactly(object.key());
    }
}
