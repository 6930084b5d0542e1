package cloud.kuryzhev.rbacguard.demo;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each SBOM (CycloneDX 1.6) names the libraries that ship, and no others. */
class SbomIT {

    private static final Path ROOT = Path.of("..");
    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String UNPACKER = "spring-boot-jarmode-tools-"; // Boot's own, which does not run

    @ParameterizedTest
    @ValueSource(strings = {"admission", "drift-controller"})
    void aServicesNamesEveryLibraryThatItsJarHolds(String service) throws IOException {
        try (var jar = new JarFile(in(service, service + "-exec.jar").toFile())) {
            Set<String> shipped = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .map(name -> name.substring(LIBRARIES.length()))
                    .filter(name -> !name.startsWith(UNPACKER))
                    .collect(toSet());

            assertThat(named(service)).isNotEmpty().isEqualTo(shipped);
        }
    }

    @Test
    void theCommandsNamesEveryLibraryOnItsClassPath() throws IOException {
        try (var jar = new JarFile(in("cli", "rbac-guard.jar").toFile())) {
            String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);

            assertThat(named("cli"))
                    .isNotEmpty()
                    .isEqualTo(Stream.of(path.split(" "))
                            .map(it -> it.replaceFirst("^lib/", ""))
                            .collect(toSet()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cli", "admission", "drift-controller"})
    void everyLibraryOfOthersHasACoordinateAChecksumAndALicence(String module) throws IOException {
        for (JsonNode component : components(module)) {
            if (component.path("group").asText().startsWith("cloud.kuryzhev")) {
                continue;
            }
            assertThat(component.path("purl").asText()).startsWith("pkg:maven/");
            assertThat(component.path("hashes").findValuesAsText("alg")).contains("SHA-256");
            assertThat(component.path("licenses").isEmpty())
                    .as(component.path("purl").asText())
                    .isFalse();
        }
    }

    /** As jars; starters are none, and Boot leaves them out. */
    private static Set<String> named(String module) throws IOException {
        return components(module).stream()
                .filter(it -> !it.path("name").asText().startsWith("spring-boot-starter"))
                .map(it -> it.path("name").asText() + "-" + it.path("version").asText() + ".jar")
                .collect(toSet());
    }

    private static List<JsonNode> components(String module) throws IOException {
        JsonNode sbom =
                JsonMapper.builder().build().readTree(in(module, "sbom.json").toFile());
        return sbom.path("components").valueStream().toList();
    }

    private static Path in(String module, String file) {
        return ROOT.resolve(Path.of(module, "target", file));
    }
}
