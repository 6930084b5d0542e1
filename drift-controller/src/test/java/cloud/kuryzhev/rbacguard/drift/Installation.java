package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.User;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;

/** A cluster with the chart's CRD and the chart's rights for the drift controller, and what tests do in it. */
record Installation(ControlPlane plane, User auditor) {

    static final String NAMESPACE = "rbac-guard";

    private static final Path CHART = Path.of("../chart");

    static Installation in(ControlPlane plane) throws InterruptedException {
        User auditor = plane.serviceAccount(NAMESPACE, "rbac-auditor");
        var installation = new Installation(plane, auditor);
        installation.apply(CHART.resolve("crds/rbacviolations.audit.kuryzhev.cloud.yaml"));
        installation.apply(CHART.resolve("crds/rbacusages.audit.kuryzhev.cloud.yaml"));
        installation.apply(CHART.resolve("templates/policy-reader-role.yaml"));
        installation.apply(CHART.resolve("templates/drift-rbac.yaml"));
        installation.apply(switchedOn(CHART.resolve("templates/backstop-rbac.yaml")));
        installation.kubectl("wait", "--for=condition=Established", "crd/rbacviolations.audit.kuryzhev.cloud");
        installation.kubectl("wait", "--for=condition=Established", "crd/rbacusages.audit.kuryzhev.cloud");
        return installation;
    }

    /** The rights that the chart gives where {@code remediation.enabled} is true. */
    void allowRemediation() throws InterruptedException {
        apply(switchedOn(CHART.resolve("templates/remediation-rbac.yaml")));
    }

    /** The right that the chart gives where {@code pages.enabled} is true. */
    void allowPages() throws InterruptedException {
        apply(switchedOn(CHART.resolve("templates/pages-rbac.yaml")));
    }

    /** The rights to put the guard's own objects back. */
    void allowPuttingBack() throws InterruptedException {
        apply(CHART.resolve("templates/own-rbac.yaml"));
    }

    /** The template as it is rendered where what it depends on is true. */
    private static String switchedOn(Path template) {
        try {
            return Files.readString(template)
                    .replaceAll("(?s)\\{\\{- else }}.*?(?=\\{\\{- end)", "")
                    .replaceAll("\\{\\{- (if .*?|end) -?}}", "")
                    .replace("{{ .Release.Namespace }}", NAMESPACE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void apply(Path manifest) throws InterruptedException {
        try {
            apply(Files.readString(manifest).replace("{{ .Release.Namespace }}", NAMESPACE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void apply(String yaml) throws InterruptedException {
        assertSucceeded(plane.admin().kubectl().runWith(yaml, "apply", "-f", "-"));
    }

    String kubectl(String... arguments) throws InterruptedException {
        Kubectl.Result result = plane.admin().kubectl().run(arguments);
        assertSucceeded(result);
        return result.stdout();
    }

    private static void assertSucceeded(Kubectl.Result result) {
        assertThat(result.succeeded()).as(result.stderr()).isTrue();
    }

    KubernetesClient client() {
        return plane.admin().client();
    }

    void makeNamespace(String name) {
        client().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    /** Everything to one service account, which need not exist. */
    void bindClusterAdmin(String binding, String namespace, String account) {
        client().resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(binding)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject(null, "ServiceAccount", account, namespace)
                        .build())
                .create();
    }

    void deleteClusterRoleBinding(String name) {
        client().rbac().clusterRoleBindings().withName(name).delete();
    }

    List<RBACViolation> violations() {
        return client().resources(RBACViolation.class).inAnyNamespace().list().getItems();
    }

    Optional<RBACViolation> violation(String kind, String name) {
        return violations().stream()
                .filter(it -> it.getSpec() != null
                        && it.getSpec().sourceKind().equals(kind)
                        && it.getSpec().sourceName().equals(name))
                .findFirst();
    }

    /** The usage of {@code system:serviceaccount:<namespace>:<account>}. */
    Optional<RBACUsage> usage(String namespace, String account) {
        return client().resources(RBACUsage.class).inNamespace(namespace).list().getItems().stream()
                .filter(it -> it.getSpec() != null
                        && account.equals(it.getSpec().subject().name()))
                .findFirst();
    }

    /** Its phase; {@code ""} without violation or status. */
    String phase(String kind, String name) {
        return violation(kind, name)
                .flatMap(it -> Optional.ofNullable(it.getStatus()))
                .map(it -> it.phase())
                .orElse("");
    }

    /** Writes {@code spec.review} of the violation of a ClusterRoleBinding, as somebody does where admission signs nothing. */
    void decide(String binding, String decision, String more) {
        RBACViolation violation = violation("ClusterRoleBinding", binding).orElseThrow();
        client().resource(violation)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"review\":{\"decision\":\"" + decision + "\"," + more + "}}}");
    }

    /** Of all events about objects of that kind. */
    Set<String> reasons(String kind) {
        return client().v1().events().inAnyNamespace().list().getItems().stream()
                .filter(it -> it.getInvolvedObject().getKind().equals(kind))
                .map(Event::getReason)
                .collect(Collectors.toSet());
    }

    /** The resourceVersion of each violation, once nothing has been written for a second: what is told of it is written after it. */
    Map<String, String> settledVersions() {
        AtomicReference<Map<String, String>> last = new AtomicReference<>(Map.of());
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(versions()).isEqualTo(last.getAndSet(versions())));
        return last.get();
    }

    /** The resourceVersion of each violation. */
    Map<String, String> versions() {
        return violations().stream()
                .collect(Collectors.toMap(
                        it -> it.getMetadata().getNamespace() + "/"
                                + it.getMetadata().getName(),
                        it -> it.getMetadata().getResourceVersion()));
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(assertion);
    }

    void eventuallyOpen(String binding) {
        eventually(() -> assertThat(phase("ClusterRoleBinding", binding)).isEqualTo("Open"));
    }

    void eventuallyResolved(String binding) {
        eventually(() -> assertThat(phase("ClusterRoleBinding", binding)).isEqualTo("Resolved"));
    }
}
