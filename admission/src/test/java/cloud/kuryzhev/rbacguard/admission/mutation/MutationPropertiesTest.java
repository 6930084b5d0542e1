package cloud.kuryzhev.rbacguard.admission.mutation;

import static cloud.kuryzhev.rbacguard.admission.mutation.Offered.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Asking twice is as good as once: another webhook may have the API server ask again. */
class MutationPropertiesTest {

    private static final String TOKEN = """
            {"name": "%s", "projected": {"sources": [{"serviceAccountToken": {}}, {"configMap": {}}, {"downwardAPI": {}}]}}""";

    @Property(tries = 500)
    void aStampedBindingIsNotStampedAgain(
            @ForAll("annotations") Map<String, String> annotations, @ForAll("annotations") Map<String, String> old) {
        var offered = Offered.created("rbac.authorization.k8s.io", "ClusterRoleBinding", annotated(annotations));
        assertThat(offered.storedAfterReinvocation()).isEqualTo(offered.stored());
        var updated = offered.insteadOf(annotated(old));
        if (updated.mutation() instanceof Mutation.Patched) {
            assertThat(updated.storedAfterReinvocation()).isEqualTo(updated.stored());
        }
    }

    @Property(tries = 500)
    void aSignedReviewIsNotSignedAgain(
            @ForAll("reviews") Map<String, String> review, @ForAll("reviews") Map<String, String> old) {
        var offered = Offered.created("audit.kuryzhev.cloud", "RBACViolation", reviewed(review));
        assertThat(offered.storedAfterReinvocation()).isEqualTo(offered.stored());
        var updated = offered.insteadOf(reviewed(old));
        assertThat(updated.storedAfterReinvocation()).isEqualTo(updated.stored());
    }

    @Property(tries = 500)
    void aPodLosesItsTokenOnceAndNothingElseEver(
            @ForAll("names") List<String> volumes,
            @ForAll("names") List<String> first,
            @ForAll("names") List<String> second) {
        var offered = Offered.created("", "Pod", """
                {"spec": {"serviceAccountName": "default", "volumes": [%s], "initContainers": [%s], "containers": [%s]}}
                """.formatted(
                        String.join(",", volumes.stream().map(TOKEN::formatted).toList()),
                        container(first),
                        container(second)));
        assertThat(offered.storedAfterReinvocation()).isEqualTo(offered.stored());
        assertThat(offered.stored().at("/spec/volumes").findValuesAsText("name"))
                .containsExactlyElementsOf(volumes.stream()
                        .filter(name -> !name.startsWith("kube-api-access-"))
                        .toList());
        assertThat(offered.stored().at("/spec/containers/0/volumeMounts").findValuesAsText("name"))
                .containsExactlyElementsOf(second.stream()
                        .filter(name -> !volumes.contains(name) || !name.startsWith("kube-api-access-"))
                        .toList());
    }

    @Provide
    Arbitrary<Map<String, String>> annotations() {
        return Arbitraries.maps(
                        Arbitraries.of(BindingStamps.CREATED_BY, BindingStamps.REVIEWED_AT, "other", "with~/"),
                        Arbitraries.of("jane", "bob", "2026-06-01T12:00:00Z", "2026-05-01T00:00:00Z", ""))
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<Map<String, String>> reviews() {
        return Arbitraries.maps(
                        Arbitraries.of("decision", "until", "reason", "by", "at"),
                        Arbitraries.of("jane", "approve", "2026-06-01T12:00:00Z"))
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Combinators.combine(
                        Arbitraries.of("kube-api-access-a", "kube-api-access-b", "data"),
                        Arbitraries.of("logs", "data2"))
                .as((one, other) -> List.of(one, other))
                .list()
                .ofMaxSize(2)
                .map(pairs -> pairs.stream().flatMap(List::stream).distinct().toList());
    }

    private static String annotated(Map<String, String> annotations) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = object.putObject("metadata").put("name", "b");
        if (!annotations.isEmpty()) {
            annotations.forEach(metadata.putObject("annotations")::put);
        }
        return object.toString();
    }

    private static String reviewed(Map<String, String> review) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        review.forEach(object.putObject("spec").putObject("review")::put);
        return object.toString();
    }

    private static String container(List<String> mounts) {
        ObjectNode container = (ObjectNode) tree("{\"name\": \"c\"}");
        var list = container.putArray("volumeMounts");
        mounts.forEach(name ->
                list.addObject().put("name", name).put("mountPath", "/var/run/secrets/kubernetes.io/serviceaccount"));
        return container.toString();
    }
}
