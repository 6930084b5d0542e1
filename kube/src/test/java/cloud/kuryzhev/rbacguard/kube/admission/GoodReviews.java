package cloud.kuryzhev.rbacguard.kube.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** AdmissionReviews as an API server sends them, to be read or to be spoiled. */
final class GoodReviews {

    static final String ROLE = text("create-clusterrole");
    static final String ROLE_UID = "705ab4f5-6393-11e8-b7cc-42010a800002";
    static final String BINDING = text("update-rolebinding");
    static final ObjectMapper JSON = new ObjectMapper();

    private GoodReviews() {}

    static String text(String name) {
        String path = "/reviews/" + name + ".json";
        try (InputStream in = Objects.requireNonNull(GoodReviews.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static AdmissionRequest read(String body) {
        return AdmissionReviewReader.read(body.getBytes(UTF_8));
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code review} with the value at {@code pointer} replaced. */
    static String with(String review, String pointer, JsonNode value) {
        JsonNode root = tree(review);
        JsonPointer path = JsonPointer.compile(pointer);
        switch (root.at(path.head())) {
            case ObjectNode object -> object.set(path.last().getMatchingProperty(), value);
            case ArrayNode array -> array.set(path.last().getMatchingIndex(), value);
            case JsonNode other -> throw new IllegalArgumentException(pointer + " is in " + other);
        }
        return root.toString();
    }

    static String with(String review, String pointer, String value) {
        return with(review, pointer, tree(value));
    }
}
