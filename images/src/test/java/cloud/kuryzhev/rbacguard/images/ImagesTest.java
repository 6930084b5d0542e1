package cloud.kuryzhev.rbacguard.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of made-up services: what is the same in each build, and what goes where. */
class ImagesTest {

    private static final String OWN = Processor.own().oci();
    private static final String OTHER = Processor.own().other().oci();

    private static final List<String> FILES = List.of(
            "admission/admission.jar",
            "admission/jvm.options",
            "admission/admission.aot",
            "admission/lib/one.jar",
            "admission/lib/two.jar",
            "drift-controller/drift-controller.jar",
            "drift-controller/lib/one.jar",
            "runtime/bin/java",
            "runtime/release",
            "root/etc/passwd");

    @TempDir
    private Path folder;

    @Test
    void theSameFilesMakeTheSameImageWheneverAndWhereverTheyAreMade() throws Exception {
        Path one = made("one");
        Path another = made("another");

        for (String image : List.of("admission-" + OWN, "drift-controller-" + OWN)) {
            assertThat(files(one.resolve(image))).isNotEmpty().isEqualTo(files(another.resolve(image)));
        }
    }

    @Test
    void theCacheThatNoTwoTrainingsWriteAlikeIsALayerOfItsOwn() throws Exception {
        Path stage = stage("one");
        Path before = made(stage, "before");
        Files.writeString(stage.resolve("admission/admission.aot"), "another training");
        Path after = made(stage, "after");

        List<String> layers = layers(before.resolve("admission-" + OWN));
        List<String> others = layers(after.resolve("admission-" + OWN));
        assertThat(others.subList(0, others.size() - 1)).isEqualTo(layers.subList(0, layers.size() - 1));
        assertThat(others.getLast()).isNotEqualTo(layers.getLast());
        assertThat(files(after.resolve("drift-controller-" + OWN)))
                .isEqualTo(files(before.resolve("drift-controller-" + OWN)));
    }

    @Test
    void thereIsNoImageForAProcessorWithoutARuntime() throws Exception {
        try (Stream<Path> images = Files.list(made("one"))) {
            assertThat(images.map(it -> it.getFileName().toString())).noneMatch(it -> it.contains(OTHER));
        }
    }

    @Test
    void theOtherProcessorsImageHasARuntimeThatSaysWhereItIsFromAndNoCache() throws Exception {
        Path stage = stage("one");
        for (String file : List.of("runtime/bin/java", "root/etc/passwd", "packages/libstdc++6_14.2.0-19_x.deb")) {
            write(stage, "other/" + file);
        }
        Path layout = made(stage, "out").resolve("admission-" + OTHER);

        JsonNode config = Container.blob(layout, manifest(layout, 0).path("config"));
        assertThat(config.path("architecture").asText()).isEqualTo(OTHER);
        assertThat(config.at("/config/Entrypoint").valueStream().map(JsonNode::asText))
                .containsExactly("/usr/lib/jvm/rbac-guard/bin/java", "@jvm.options", "-jar", "admission.jar");
        assertThat(layers(layout))
                .hasSize(layers(layout.resolveSibling("admission-" + OWN)).size() - 1);
        assertThat(Container.blob(layout, manifest(layout, 2).path("layers").path(0))
                        .toString())
                .contains("pkg:deb/debian/libstdc%2B%2B6@14.2.0-19?arch=x");
    }

    @Test
    void aBaseThatMayChangeIsRefused() throws IOException {
        String[] arguments = {
            stage("one").toString(),
            folder.resolve("out").toString(),
            sbom().toString(),
            "1",
            "abc",
            "gcr.io/distroless/base:latest"
        };
        assertThatThrownBy(() -> Images.main(arguments)).hasMessageContaining("is not pinned");
    }

    private Path made(String name) throws Exception {
        return made(stage(name), name + "-out");
    }

    private Path made(Path stage, String name) throws Exception {
        Path out = Files.createDirectories(folder.resolve(name));
        Images.main(new String[] {stage.toString(), out.toString(), sbom().toString(), "1", "abc"});
        return out;
    }

    private Path sbom() throws IOException {
        return Files.writeString(folder.resolve("sbom.json"), "{\"bomFormat\": \"CycloneDX\"}");
    }

    private Path stage(String name) throws IOException {
        Path stage = folder.resolve(name);
        for (String file : FILES) {
            write(stage, file);
        }
        return stage;
    }

    private static void write(Path stage, String file) throws IOException {
        Files.createDirectories(stage.resolve(file).getParent());
        Files.writeString(stage.resolve(file), file);
    }

    private static List<String> files(Path layout) throws IOException {
        return Times.below(layout).stream()
                .filter(Files::isRegularFile)
                .map(it -> layout.relativize(it) + " " + OciLayout.sha256(it))
                .toList();
    }

    private static List<String> layers(Path layout) throws IOException {
        return manifest(layout, 0)
                .path("layers")
                .valueStream()
                .map(it -> it.path("digest").asText())
                .toList();
    }

    private static JsonNode manifest(Path layout, int number) throws IOException {
        JsonNode index = JsonMapper.builder()
                .build()
                .readTree(layout.resolve("index.json").toFile());
        return Container.blob(layout, index.path("manifests").path(number));
    }
}
