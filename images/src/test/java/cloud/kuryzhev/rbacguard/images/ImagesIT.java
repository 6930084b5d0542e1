package cloud.kuryzhev.rbacguard.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code make images} wrote: as an image should be. */
class ImagesIT {

    /** As binutils calls them. */
    private static final Map<Processor, String> MACHINES =
            Map.of(Processor.AMD64, "Advanced Micro Devices X86-64", Processor.ARM64, "AArch64");

    @TempDir
    private Path folder;

    static Stream<Arguments> images() {
        return Stream.of(Processor.values())
                .flatMap(processor -> Service.ALL.stream().map(it -> Arguments.of(it.name(), processor)));
    }

    @ParameterizedTest
    @MethodSource("images")
    void anImageIsNobodysAndSaysWhatItIsMadeOfIfMakeImagesMadeIt(String service, Processor processor)
            throws IOException {
        Path layout = Container.layout(service, processor);
        JsonNode manifests = JsonMapper.builder()
                .build()
                .readTree(layout.resolve("index.json").toFile())
                .path("manifests");
        JsonNode image = manifests.path(0);
        JsonNode config = Container.blob(layout, Container.blob(layout, image).path("config"));

        assertThat(config.path("config").path("User").asText()).isEqualTo("65532:65532");
        assertThat(config.path("created").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(config.path("architecture").asText()).isEqualTo(processor.oci());
        JsonNode sbom = attached(layout, manifests, "application/vnd.cyclonedx+json", image);
        assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(sbom.at("/metadata/component/name").asText()).isEqualTo(service);
        JsonNode provenance = attached(layout, manifests, "application/vnd.in-toto+json", image);
        assertThat("sha256:" + provenance.at("/subject/0/digest/sha256").asText())
                .isEqualTo(image.path("digest").asText());
        assertThat(provenance.path("predicateType").asText()).isEqualTo("https://slsa.dev/provenance/v1");
    }

    @ParameterizedTest
    @MethodSource("images")
    void anImageHoldsNativeCodeForItsProcessorAndAllThatItIsLinkedAgainst(String service, Processor processor)
            throws IOException, InterruptedException {
        Container container = Container.unpacked(Container.layout(service, processor), folder.resolve("root"));
        List<Elf> own = Elf.below(container.root());
        Path natives = Files.createDirectories(folder.resolve("natives"));
        CLibrary.natives(container.root().resolve("app"), processor, natives);
        Set<String> present = own.stream().map(it -> name(it.file())).collect(Collectors.toSet());

        List<Elf> all = Stream.concat(own.stream(), Elf.below(natives).stream()).toList();
        assertThat(all).extracting(it -> name(it.file())).contains("java", "libjvm.so", "libc.so.6");
        assertThat(all)
                .allSatisfy(it -> assertThat(it.machine()).isEqualTo(MACHINES.get(processor)))
                .allSatisfy(it -> assertThat(present).containsAll(it.needed()));
        assertThat(container.root().resolve(processor.loader())).exists();
    }

    private static JsonNode attached(Path layout, JsonNode manifests, String type, JsonNode image) throws IOException {
        for (JsonNode manifest : manifests) {
            if (manifest.path("artifactType").asText().equals(type)) {
                JsonNode artifact = Container.blob(layout, manifest);
                assertThat(artifact.path("subject").path("digest")).isEqualTo(image.path("digest"));
                return Container.blob(layout, artifact.path("layers").path(0));
            }
        }
        throw new AssertionError("no " + type);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
