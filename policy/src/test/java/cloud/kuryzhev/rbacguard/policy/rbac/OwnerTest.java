package cloud.kuryzhev.rbacguard.policy.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Origin.FieldWriter;
import cloud.kuryzhev.rbacguard.policy.rbac.Origin.OwnerReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {

    private static final Map<String, String> HELM_LABELS =
            Map.of("app.kubernetes.io/managed-by", "Helm", "app.kubernetes.io/instance", "prometheus");

    @Test
    void whatSomebodyMadeByHandIsNobodys() {
        assertThat(Owner.of(Metadata.NONE)).isEmpty();
        assertThat(Owner.of(written("kubectl-client-side-apply", false))).isEmpty();
        assertThat(Owner.of(written("kubectl", true))).isEmpty();
    }

    @Test
    void aHelmReleaseIsKnownByItsAnnotations() {
        var metadata = Metadata.NONE.withAnnotations(
                Map.of("meta.helm.sh/release-name", "prometheus", "meta.helm.sh/release-namespace", "monitoring"));
        assertThat(name(metadata)).hasValue("Helm release monitoring/prometheus");
        assertThat(Owner.of(metadata).orElseThrow().change()).contains("chart");
    }

    @Test
    void renderedChartsAreKnownByTheirLabel() {
        assertThat(name(Metadata.NONE.withLabels(HELM_LABELS))).hasValue("Helm release prometheus");
        assertThat(name(Metadata.NONE.withLabels(Map.of("app.kubernetes.io/managed-by", "Helm"))))
                .hasValue("Helm release");
    }

    @Test
    void argoCdIsTheOwnerOfAChartThatItRendered() {
        var metadata = Metadata.NONE
                .withLabels(HELM_LABELS)
                .withAnnotations(Map.of(
                        "argocd.argoproj.io/tracking-id", "shop:rbac.authorization.k8s.io/ClusterRole:shop/reader"));
        assertThat(name(metadata)).hasValue("Argo CD Application shop");
    }

    @Test
    void theInstanceLabelNamesTheApplicationWhereArgoCdWroteTheObject() {
        var labelled = Metadata.NONE.withLabels(Map.of("app.kubernetes.io/instance", "shop"));
        assertThat(name(labelled)).isEmpty();
        assertThat(name(labelled.withOrigin(written("argocd-controller", true).origin())))
                .hasValue("Argo CD Application shop");
    }

    @ParameterizedTest
    @CsvSource({"kustomize, Flux Kustomization flux-system/apps", "helm, Flux HelmRelease flux-system/apps"})
    void fluxIsKnownByItsLabels(String controller, String owner) {
        assertThat(name(Metadata.NONE.withLabels(Map.of(
                        controller + ".toolkit.fluxcd.io/name", "apps",
                        controller + ".toolkit.fluxcd.io/namespace", "flux-system"))))
                .hasValue(owner);
    }

    @Test
    void olmIsKnownByItsLabelsAndByTheReferenceToItsVersion() {
        assertThat(name(Metadata.NONE.withLabels(Map.of("olm.owner", "etcd.v1", "olm.owner.namespace", "operators"))))
                .hasValue("OLM ClusterServiceVersion operators/etcd.v1");
        assertThat(name(owned("ClusterServiceVersion", "etcd.v1"))).hasValue("OLM ClusterServiceVersion etcd.v1");
    }

    @Test
    void anyOtherOwnerReferenceIsNamed() {
        assertThat(name(owned("Kafka", "orders"))).hasValue("Kafka orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Terraform", "my-operator"})
    void whoAppliesFromTheServersSideAppliesAgain(String manager) {
        assertThat(name(written(manager, true))).hasValue("field manager " + manager);
        assertThat(name(written(manager, false))).isEmpty();
    }

    @Test
    void whoWroteOnlyLabelsOwnsNothing() {
        var labels = new FieldWriter("my-operator", true, false, Instant.EPOCH);
        assertThat(name(Metadata.NONE.withOrigin(new Origin(List.of(), List.of(labels)))))
                .isEmpty();
    }

    @Test
    void theLabelManagedByIsBelievedWhereNothingElseIsKnown() {
        assertThat(name(Metadata.NONE.withLabels(Map.of("app.kubernetes.io/managed-by", "strimzi"))))
                .hasValue("strimzi");
        assertThat(name(Metadata.NONE.withLabels(Map.of("app.kubernetes.io/managed-by", "kubectl"))))
                .isEmpty();
    }

    private static Metadata written(String manager, boolean applies) {
        return Metadata.NONE.withOrigin(
                new Origin(List.of(), List.of(new FieldWriter(manager, applies, true, Instant.EPOCH))));
    }

    private static Metadata owned(String kind, String name) {
        return Metadata.NONE.withOrigin(new Origin(List.of(new OwnerReference(kind, name)), List.of()));
    }

    private static Optional<String> name(Metadata metadata) {
        return Owner.of(metadata).map(Owner::name);
    }
}
