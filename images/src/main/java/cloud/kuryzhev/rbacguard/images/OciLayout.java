package cloud.kuryzhev.rbacguard.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A folder with one image, and what is attached to it, as the OCI image layout has it (image-spec v1.1, image-layout.md). */
final class OciLayout {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    /** What an artifact has for a configuration (image-spec v1.1, manifest.md). */
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";

    private final Path folder;

    private OciLayout(Path folder) {
        this.folder = folder;
    }

    /** The one that Jib wrote as an archive, unpacked into {@code folder}. */
    static OciLayout unpacked(Path tar, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Tool.run(List.of("tar", "-xf", tar.toString(), "-C", folder.toString()));
        return new OciLayout(folder);
    }

    /** The digest of the image's manifest: 64 hexadecimal digits. */
    String image() throws IOException {
        return index().path("manifests").path(0).path("digest").asText().replace("sha256:", "");
    }

    /** Attaches {@code content} to the image, as its referrer (distribution-spec v1.1). */
    void attach(String mediaType, byte[] content) throws IOException {
        ObjectNode index = index();
        ObjectNode artifact = JSON.createObjectNode();
        artifact.put("schemaVersion", 2);
        artifact.put("mediaType", MANIFEST);
        artifact.put("artifactType", mediaType);
        artifact.set("config", blob(EMPTY, "{}".getBytes(UTF_8)));
        artifact.set("layers", JSON.createArrayNode().add(blob(mediaType, content)));
        artifact.set("subject", only(index.path("manifests").path(0), List.of("mediaType", "digest", "size")));
        ObjectNode manifest = blob(MANIFEST, JSON.writeValueAsBytes(artifact));
        manifest.put("artifactType", mediaType);
        index.withArray("manifests").add(manifest);
        Files.write(folder.resolve("index.json"), JSON.writeValueAsBytes(index));
    }

    private ObjectNode index() throws IOException {
        return (ObjectNode) JSON.readTree(folder.resolve("index.json").toFile());
    }

    private static JsonNode only(JsonNode from, List<String> fields) {
        var some = new TreeMap<String, JsonNode>();
        fields.forEach(it -> some.put(it, from.path(it)));
        return JSON.valueToTree(some);
    }

    private ObjectNode blob(String mediaType, byte[] content) throws IOException {
        String digest = sha256(content);
        Files.write(folder.resolve("blobs/sha256").resolve(digest), content);
        return JSON.valueToTree(
                new TreeMap<>(Map.of("mediaType", mediaType, "digest", "sha256:" + digest, "size", content.length)));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String sha256(Path file) {
        try {
            return sha256(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
