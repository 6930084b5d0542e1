package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import cloud.kuryzhev.rbacguard.cli.state.Api;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * An installation that is looked at.
 *
 * @param namespace where the release is
 * @param release Helm's name of it
 * @param outside whether both services run outside of the cluster, and the API server calls them by URL
 */
record Site(Api api, String namespace, String release, boolean outside, Instant now) {

    static final String CONFIGURATIONS = "/apis/admissionregistration.k8s.io/v1/";
    static final String VALIDATING = CONFIGURATIONS + "validatingwebhookconfigurations/";
    static final String MUTATING = CONFIGURATIONS + "mutatingwebhookconfigurations/";

    /** Finds the installation by what it told the API server. {@code asked} is the namespace, if somebody said one; else empty. */
    static Site find(Api live, String asked, Instant now) {
        var api = new Remembered(live);
        JsonNode webhooks = api.get(VALIDATING + "rbac-guard").json();
        JsonNode client = webhooks.path("webhooks").path(0).path("clientConfig");
        JsonNode annotations = webhooks.path("metadata").path("annotations");
        String namespace = Stream.of(
                        asked,
                        client.path("service").path("namespace").asText(),
                        annotations.path("meta.helm.sh/release-namespace").asText())
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse("rbac-guard");
        String release = annotations.path("meta.helm.sh/release-name").asText("rbac-guard");
        return new Site(api, namespace, release, client.has("url"), now);
    }

    /** What is at {@code path} below {@code api}'s part for the namespace, such as {@code secrets/x} below {@code /api/v1}. */
    Answer here(String part, String path) {
        return api.get(part + "/namespaces/" + namespace + "/" + path);
    }

    /** The command that puts back what the chart installs. */
    String upgrade() {
        return upgrade("");
    }

    /** The same with further values. */
    String upgrade(String values) {
        return "helm upgrade " + release + " ./chart -n " + namespace + " --reuse-values"
                + (values.isEmpty() ? "" : " " + values);
    }

    static List<JsonNode> each(JsonNode list) {
        return list.valueStream().toList();
    }

    static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
