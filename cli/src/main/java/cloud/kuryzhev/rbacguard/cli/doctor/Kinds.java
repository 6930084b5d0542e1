package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsageSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Both CustomResourceDefinitions: there, established, served as v1alpha1, and with the fields that this version writes. */
final class Kinds implements Check {

    private static final Map<String, Class<? extends Record>> SPECS = new TreeMap<>(Map.of(
            "rbacviolations.audit.kuryzhev.cloud", RBACViolationSpec.class,
            "rbacusages.audit.kuryzhev.cloud", RBACUsageSpec.class));
    private static final String INSTALL = "kubectl apply --server-side --force-conflicts -f chart/crds";

    @Override
    public String name() {
        return "custom resources";
    }

    @Override
    public String why() {
        return "violations and what was used are kept in them; Helm installs them once and never updates them";
    }

    @Override
    public List<Seen> look(Site site) {
        return SPECS.entrySet().stream()
                .map(it -> look(
                        it.getKey(),
                        it.getValue(),
                        site.api().get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + it.getKey())))
                .toList();
    }

    private static Seen look(String name, Class<? extends Record> spec, Answer answer) {
        return switch (answer) {
            case Answer.Absent _ -> Seen.fail(name + " is not installed", INSTALL);
            case Answer.Refused refused -> Seen.unknown(name, refused);
            case Answer.Found found -> look(name, spec, found.json());
        };
    }

    private static Seen look(String name, Class<? extends Record> spec, JsonNode crd) {
        List<JsonNode> served = Site.each(crd.path("spec").path("versions")).stream()
                .filter(it -> it.path("name").asText().equals("v1alpha1")
                        && it.path("served").asBoolean())
                .toList();
        if (!established(crd)) {
            return Seen.fail(name + " is not established", "kubectl describe crd " + name);
        }
        if (served.isEmpty()) {
            return Seen.fail(name + " is not served as v1alpha1", INSTALL);
        }
        JsonNode known = served.getFirst().at("/schema/openAPIV3Schema/properties/spec/properties");
        List<String> lacking = Arrays.stream(spec.getRecordComponents())
                .map(it -> it.getName())
                .filter(it -> !known.has(it))
                .toList();
        return lacking.isEmpty()
                ? Seen.ok(name + " v1alpha1")
                : Seen.warn(
                        name + " is older than this command: it has no spec." + String.join(", spec.", lacking),
                        INSTALL);
    }

    private static boolean established(JsonNode crd) {
        return Site.each(crd.path("status").path("conditions")).stream()
                .anyMatch(it -> it.path("type").asText().equals("Established")
                        && it.path("status").asText().equals("True"));
    }
}
