package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.kube.ClusterCache;
import cloud.kuryzhev.rbacguard.kube.RbacResources;
import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The policy module's cases, {@code cases/<rule>/{pass,fail}/*.yaml}, as requests to the API server. */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueIT {

    private static final Path CASES = Path.of("../policy/src/test/resources/cases");
    private static final String EXPECT = "# expect: ";
    private static final int EXISTS = 409; // found after everybody was asked
    private static final int INVALID = 422; // the API server itself refuses it, before anybody is asked

    private final KubernetesClient admin;
    private final Guard guard;

    CatalogueIT(ControlPlane plane, @TempDir Path directory) throws IOException {
        this.admin = plane.admin().client();
        this.guard = Guard.installed(plane, directory);
    }

    @BeforeAll
    void withThePolicyOfTheCases() {
        cases("").stream()
                .map(file -> object(file).getMetadata().getNamespace())
                .filter(Objects::nonNull)
                .distinct()
                .forEach(name -> admin.resource(new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .build())
                        .serverSideApply());
        applyWhatIsGiven();
        admin.resource("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: rbac-audit-policy, namespace: kube-system}
                data:
                  policy.yaml: |
                    forbidden_subjects:
                    - system:anonymous
                    - system:unauthenticated
                    - system:masters
                    - system:serviceaccount:kube-system:default
                    rules:
                """ + refusing().indent(4)).serverSideApply();
        await().until(() -> refusal(admin.getKubernetesSerialization().<HasMetadata>unmarshal("""
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRoleBinding
                        metadata: {name: any}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
                        subjects: [{kind: ServiceAccount, namespace: kube-system, name: default}]
                        """))
                .message()
                .contains("forbidden_subject:"));
    }

    /** As the API server itself, which the guard is not asked about. */
    private void applyWhatIsGiven() {
        var apiServer = admin.newClient(new RequestConfigBuilder()
                        .withImpersonateUsername("system:apiserver")
                        .withImpersonateGroups("system:masters")
                        .build())
                .adapt(KubernetesClient.class);
        cases("/given").forEach(file -> apiServer.resource(object(file)).serverSideApply());
        Cluster cluster = guard.context().getBean(ClusterCache.class).cluster();
        List<ObjectKey> roles = cases("/given").stream()
                .flatMap(file -> RbacResources.toModel(object(file)).stream())
                .map(RbacObject::key)
                .toList();
        await().until(() -> cluster.objects().map(RbacObject::key).toList().containsAll(roles)
                && cluster.hasServiceAccount("shop", "there"));
    }

    @AfterAll
    void remove() {
        cases("/given").forEach(file -> admin.resource(object(file)).delete());
        admin.configMaps()
                .inNamespace("kube-system")
                .withName("rbac-audit-policy")
                .delete();
        Guard.unregister(admin);
        guard.close();
    }

    @Test
    void everyCaseThatFailsIsRefusedWithItsRuleAndFields() {
        SoftAssertions.assertSoftly(softly -> cases("/fail").forEach(file -> {
            Refusal refusal = refusal(object(file));
            softly.assertThat(refusal.code()).as(file.toString()).isEqualTo(403);
            softly.assertThat(refusal.message())
                    .as(file.toString())
                    .contains("- " + rule(file))
                    .contains(expected(file));
        }));
    }

    @Test
    void noCaseThatPassesIsRefusedByItsRule() {
        SoftAssertions.assertSoftly(softly -> cases("/pass").forEach(file -> softly.assertThat(refusal(object(file)))
                .as(file.toString())
                .matches(refusal -> refusal.code() == 0
                        || refusal.code() == EXISTS
                        || refusal.code() == INVALID
                        || (refusal.code() == 403 && !refusal.message().contains("- " + rule(file))))));
    }

    private static String rule(Path file) {
        return file.getName(file.getNameCount() - 3).toString();
    }

    /** Every rule refuses here, also those that only warn by default. */
    private static String refusing() {
        return cases("/fail").stream()
                .map(CatalogueIT::rule)
                .distinct()
                .map(rule -> "      " + rule + ": {action: deny}")
                .collect(Collectors.joining("\n"));
    }

    private static List<Path> cases(String folder) {
        try (Stream<Path> files = Files.walk(CASES)) {
            List<Path> found = files.filter(file -> file.toString().contains(folder + "/")
                            && file.toString().endsWith(".yaml"))
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> expected(Path file) {
        return text(file)
                .lines()
                .filter(line -> line.startsWith(EXPECT))
                .map(line -> " at " + line.substring(EXPECT.length()) + ": ")
                .toList();
    }

    private HasMetadata object(Path file) {
        return admin.getKubernetesSerialization().unmarshal("---\n" + text(file));
    }

    private record Refusal(int code, String message) {}

    /** What the API server has against {@code object}; code 0 if nothing. */
    private Refusal refusal(HasMetadata object) {
        try {
            admin.resource(object).dryRun().create();
            return new Refusal(0, "");
        } catch (KubernetesClientException e) {
            return new Refusal(e.getCode(), String.valueOf(e.getMessage()));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
