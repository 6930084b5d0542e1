package cloud.kuryzhev.rbacguard.demo;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What Helm makes of the chart, as parsed YAML. */
record RenderedChart(List<Map<String, Object>> objects) {

    private static final Path CHART = ProjectRoot.find().resolve("chart");

    /** @param values {@code key=value} pairs */
    static RenderedChart with(String... values) {
        return parsed(set(template(CHART), values).call());
    }

    /** @param kubernetes the version of the cluster that it is for */
    static RenderedChart on(String kubernetes, String... values) {
        return parsed(set(template(CHART).withKubeVersion(kubernetes), values).call());
    }

    static RenderedChart withFile(Path values) {
        return parsed(template(CHART).withValuesFile(values).call());
    }

    /** With what {@code helm test} would make, which a template leaves out; a copy of the chart is made in {@code directory}. */
    static RenderedChart withTests(Path directory, String... values) throws IOException {
        Path copy = directory.resolve("chart");
        try (Stream<Path> files = Files.walk(CHART)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(CHART.relativize(file));
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path test = copy.resolve("templates/tests/denial.yaml");
        Files.writeString(test, Files.readString(test).replace("helm.sh/hook", "no-hook"));
        return parsed(set(template(copy), values).call());
    }

    private static TemplateCommand set(TemplateCommand template, String... values) {
        for (String value : values) {
            String[] pair = value.split("=", 2);
            template.set(pair[0], pair[1]);
        }
        return template;
    }

    private static TemplateCommand template(Path chart) {
        return new Helm(chart)
                .template()
                .withName("rbac-guard")
                .withNamespace("rbac-guard")
                .withKubeVersion("v1.36.3");
    }

    @SuppressWarnings("unchecked")
    static RenderedChart parsed(String yaml) {
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
