package cloud.kuryzhev.rbacguard.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * From what an image was made, as an in-toto statement with SLSA provenance (slsa.dev/provenance/v1). It is not signed: whoever publishes
 * the image does that.
 */
final class Provenance {

    static final String MEDIA_TYPE = "application/vnd.in-toto+json";

    private static final String SOURCE = "https://github.com/kuryzhev/rbac-guard";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Provenance() {}

    /**
     * The statement about one image.
     *
     * @param image its digest
     * @param revision the commit
     * @param app whose jars it holds
     */
    static byte[] of(String name, String image, String revision, Ground ground, Path app) throws IOException {
        List<Map<String, Object>> materials = Stream.of(
                        Stream.of(material("git+" + SOURCE, "gitCommit", revision)),
                        ground.packages().stream().map(it -> material(debian(it), "sha256", OciLayout.sha256(it))),
                        Times.below(app).stream()
                                .filter(it -> it.toString().endsWith(".jar"))
                                .map(it -> material("pkg:generic/" + it.getFileName(), "sha256", OciLayout.sha256(it))))
                .flatMap(it -> it)
                .toList();
        Map<String, Object> definition = Map.of(
                "buildType",
                SOURCE + "/tree/main/images",
                "externalParameters",
                Map.of("image", name, "base", ground.base()),
                "internalParameters",
                Map.of("java", System.getProperty("java.vm.version")),
                "resolvedDependencies",
                materials);
        return json(Map.of(
                "_type",
                "https://in-toto.io/Statement/v1",
                "subject",
                List.of(Map.of("name", name, "digest", Map.of("sha256", image))),
                "predicateType",
                "https://slsa.dev/provenance/v1",
                "predicate",
                Map.of(
                        "buildDefinition",
                        definition,
                        "runDetails",
                        Map.of("builder", Map.of("id", SOURCE + "/make-images")))));
    }

    /** A package's URL (purl-spec, type deb), from name, version and processor in its file's name. */
    private static String debian(Path file) {
        List<String> parts = List.of(String.valueOf(file.getFileName())
                .replace(".deb", "")
                .replace("+", "%2B")
                .split("_"));
        return "pkg:deb/debian/" + parts.get(0) + "@" + parts.get(1) + "?arch=" + parts.get(2);
    }

    private static Map<String, Object> material(String uri, String algorithm, String digest) {
        return Map.of("uri", uri, "digest", Map.of(algorithm, digest));
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
