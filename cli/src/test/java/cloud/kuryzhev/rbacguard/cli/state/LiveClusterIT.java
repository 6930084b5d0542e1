package cloud.kuryzhev.rbacguard.cli.state;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.cli.Run;
import cloud.kuryzhev.rbacguard.policy.access.Holder;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.Group;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.User;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithControlPlane
class LiveClusterIT {

    private static final Pattern OURS =
            Pattern.compile("ClusterRole(Binding)? deployer|Role(Binding)? (shop/reader|other/pods)");
    private static final String SET = "src/test/resources/set";

    @BeforeAll
    static void install(ControlPlane plane) throws InterruptedException {
        for (String namespace : List.of("shop", "other")) {
            plane.serviceAccount(namespace, "cart");
        }
        Kubectl.Result applied = plane.admin().kubectl().run("apply", "-f", SET);
        assertThat(applied.succeeded()).as(applied.stderr()).isTrue();
    }

    @Test
    void aScanOfTheClusterFindsWhatAScanOfItsManifestsFinds(ControlPlane plane) {
        String only = "--only=wildcard_verb,forbidden_subject";
        Run live = Run.of("scan", only, "--kubeconfig", kubeconfig(plane));
        Run files = Run.of("scan", only, SET);

        assertThat(live.code()).isZero();
        assertThat(live.out()).contains("ClusterRole deployer", "RoleBinding shop/reader");
        assertThat(files.out()).contains("ClusterRole deployer", "RoleBinding shop/reader");
    }

    @Test
    void theManifestsGiveNothingThatTheClusterDoesNotGiveAlready(ControlPlane plane) {
        assertThat(Run.of("compare", "--fail-on-new-access", "live", SET, "--kubeconfig", kubeconfig(plane)))
                .isEqualTo(new Run(0, "no new access\n", ""));
    }

    @Test
    void whatKubernetesItselfShipsIsNoFinding(ControlPlane plane) {
        Run live = Run.of("scan", "--kubeconfig", kubeconfig(plane));

        assertThat(live.out().lines().skip(1).filter(line -> !line.contains(" findings in ")))
                .isNotEmpty()
                .allMatch(line -> OURS.matcher(line).find(), "is about an object of the set");
    }

    @Test
    void aSubjectThatDoesNotExistIsAFindingInALiveClusterOnly(ControlPlane plane) {
        String only = "--only=missing_service_account,dangling_role_ref";
        String elsewhere = "src/test/resources/state/elsewhere.yaml";

        assertThat(Run.of("scan", only, elsewhere).out()).contains("0 findings");
        assertThat(Run.of("scan", only, "--live", "--kubeconfig", kubeconfig(plane), elsewhere)
                        .out())
                .contains("dangling_role_ref")
                .doesNotContain("missing_service_account");
    }

    @Test
    void manifestsAreComparedAsIfTheyWereApplied(ControlPlane plane) {
        Run change = Run.with("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: pods, namespace: other}
                rules: [{apiGroups: [""], resources: [pods], verbs: [get, list, watch, delete]}]
                """, "compare", "--fail-on-new-access", "--kubeconfig", kubeconfig(plane), "live", "-");

        assertThat(change.code()).isEqualTo(1);
        assertThat(change.out()).contains("ServiceAccount shop/cart   other       get,watch,delete");
        assertThat(Run.of("compare", SET, "live", "--kubeconfig", kubeconfig(plane))
                        .out())
                .as("what Kubernetes ships is not new")
                .doesNotContain("system:");
    }

    @Test
    void leastRolesAreComparedWithWhatIsGrantedToday(ControlPlane plane) {
        Run generated = Run.of(
                "generate",
                "--live",
                "--kubeconfig",
                kubeconfig(plane),
                "--serviceaccount",
                "shop:cart",
                "-f",
                "src/test/resources/audit.jsonl");

        assertThat(generated.out())
                .contains("# would replace ClusterRoleBinding deployer of ClusterRole deployer\n")
                .contains("# not granted today: list nodes\n");
    }

    @Test
    void whatIsSaidOfEveryoneIsWhatTheAuthorizerSays(ControlPlane plane) {
        Optional<Path> kubeconfig = Optional.of(plane.admin().kubeconfig());
        try (LiveCluster cluster = LiveCluster.of(kubeconfig, Optional.empty())) {
            RbacSnapshot snapshot = RbacSnapshot.of(cluster.objects());
            var differing = new ArrayList<String>();
            for (Permission permission : permissions()) {
                for (Subject subject : subjects()) {
                    boolean said = Holder.bindings(subject, Set.of(), snapshot)
                            .anyMatch(binding -> snapshot.grant(binding).allows(permission));
                    if (said != cluster.allows(subject, Set.of(), permission)) {
                        differing.add(subject + " " + permission);
                    }
                }
            }
            assertThat(differing).isEmpty();
        }
    }

    @Test
    void everyHolderOfAPermissionIsAllowedItByTheAuthorizer(ControlPlane plane) {
        Optional<Path> kubeconfig = Optional.of(plane.admin().kubeconfig());
        try (LiveCluster cluster = LiveCluster.of(kubeconfig, Optional.empty())) {
            RbacSnapshot snapshot = RbacSnapshot.of(cluster.objects());
            for (Permission permission : permissions()) {
                assertThat(Holder.of(permission, snapshot))
                        .allMatch(holder -> cluster.allows(holder.subject(), Set.of(), permission));
            }
        }
    }

    @Test
    void theFixOfAFreshDenialMakesTheSameRequestPass(ControlPlane plane) throws InterruptedException {
        Kubectl cart = plane.serviceAccount("other", "cart").kubectl();
        String[] request = {"get", "configmaps", "-n", "other"};
        Kubectl.Result denied = cart.run(request);
        assertThat(denied.stderr()).contains("Forbidden");
        String here = "--kubeconfig=" + kubeconfig(plane);

        assertThat(Run.with(denied.stderr(), "explain", "--check", here).code()).isEqualTo(1);
        Run fix = Run.with(denied.stderr(), "explain", "--format", "yaml", here);
        Kubectl.Result applied = plane.admin().kubectl().runWith(fix.out(), "apply", "-f", "-");
        assertThat(applied.succeeded()).as(applied.stderr()).isTrue();

        assertThat(cart.run(request).succeeded()).isTrue();
        assertThat(Run.with(denied.stderr(), "explain", "--check", here).code()).isZero();
        assertThat(Run.with(denied.stderr(), "explain", here).out()).contains("it is allowed by now");
    }

    @Test
    void aKubeconfigThatIsNotThereIsOneLineAndCodeTwo() {
        assertThat(Run.of("scan", "--kubeconfig", "no-such-kubeconfig"))
                .isEqualTo(new Run(2, "", "rbac-guard: kubeconfig no-such-kubeconfig cannot be read\n"));
    }

    private static List<Subject> subjects() {
        return List.of(
                new ServiceAccount("shop", "cart"),
                new ServiceAccount("kube-system", "job-controller"),
                new ServiceAccount("kube-system", "generic-garbage-collector"),
                new User("system:kube-scheduler"),
                new User("system:anonymous"),
                new User("nobody"),
                new Group("system:unauthenticated"),
                new Group("system:masters"));
    }

    private static List<Permission> permissions() {
        var permissions = new ArrayList<Permission>();
        permissions.add(new OnUrl("get", "/healthz"));
        permissions.add(new OnUrl("get", "/api/v1"));
        permissions.add(new OnUrl("post", "/metrics"));
        for (String namespace : List.of("", "shop", "kube-system")) {
            for (String verb : List.of("get", "list", "patch", "delete")) {
                permissions.add(new OnResource(verb, "", "secrets", "", namespace));
                permissions.add(
                        new OnResource(verb, "", "configmaps", "extension-apiserver-authentication", namespace));
                permissions.add(new OnResource(verb, "apps", "deployments", "x", namespace));
                permissions.add(new OnResource(verb, "batch", "jobs/status", "x", namespace));
                permissions.add(new OnResource(verb, "example.com", "widgets", "", namespace));
            }
        }
        return permissions;
    }

    private static String kubeconfig(ControlPlane plane) {
        return plane.admin().kubeconfig().toString();
    }
}
