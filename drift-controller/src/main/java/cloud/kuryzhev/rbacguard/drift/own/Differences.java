package cloud.kuryzhev.rbacguard.drift.own;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** Where a live object is not what its manifest says. What only the live one has was filled in by the API server, or is the certificates' keeper's. */
final class Differences {

    private Differences() {}

    /** The path of the first; empty if there is none. */
    static Optional<String> first(JsonNode manifest, JsonNode live) {
        return first("", manifest, live);
    }

    private static Optional<String> first(String path, JsonNode manifest, JsonNode live) {
        if (manifest.isObject()) {
            return ofFields(path, manifest, live);
        }
        if (manifest.isArray()) {
            return ofItems(path, manifest, live);
        }
        return manifest.equals(live) || manifest.isNull() ? Optional.empty() : Optional.of(path);
    }

    private static Optional<String> ofFields(String path, JsonNode manifest, JsonNode live) {
        for (Map.Entry<String, JsonNode> field : manifest.properties()) {
            JsonNode other = live.path(field.getKey());
            Optional<String> difference = first(path + "." + field.getKey(), field.getValue(), other);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofItems(String path, JsonNode manifest, JsonNode live) {
        if (manifest.size() != live.size()) {
            return Optional.of(path);
        }
        for (int i = 0; i < manifest.size(); i++) {
            Optional<String> difference = first(path + "[" + i + "]", manifest.get(i), live.get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }
}
