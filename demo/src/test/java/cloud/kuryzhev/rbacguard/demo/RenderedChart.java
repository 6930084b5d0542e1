package cloud.kuryzhev.rbacguard.demo;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What Helm makes of the chart, as parsed YAML. */
record RenderedChart(List<Map<String, Object>> objects) {

    /** @param values {@code key=value} pairs */
    static RenderedChart with(String... values) {
        return on("v1.36.3", values);
    }

    /** @param kubernetes the version of the cluster that it is for */
    static RenderedChart on(String kubernetes, String... values) {
        TemplateCommand template = new Helm(ProjectRoot.find().resolve("chart"))
                .template()
                .withName("rbac-guard")
                .withNamespace("rbac-guard")
                .withKubeVersion(kubernetes);
        for (String value : values) {
            String[] pair = value.split("=", 2);
            template.set(pair[0], pair[1]);
        }
        return parsed(template.call());
    }

    @SuppressWarnings("unchecked")
    private static RenderedChart parsed(String yaml) {
        Iterable<Object> documents = new Load(LoadSettings.builder().build()).loadAllFromString(yaml);
        return new RenderedChart(StreamSupport.stream(documents.spliterator(), false)
                .filter(Objects::nonNull)
                .map(document -> (Map<String, Object>) document)
                .toList());
    }

    Stream<Map<String, Object>> ofKind(String kind) {
        return objects.stream().filter(object -> kind.equals(object.get("kind")));
    }

    /** Kind, and name behind the namespace if there is one. */
    static String name(Map<String, Object> object) {
        var metadata = (Map<?, ?>) Objects.requireNonNull(object.get("metadata"));
        Object namespace = metadata.get("namespace");
        return object.get("kind") + " " + (namespace == null ? "" : namespace + "/") + metadata.get("name");
    }
}
