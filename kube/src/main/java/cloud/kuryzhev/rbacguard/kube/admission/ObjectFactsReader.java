package cloud.kuryzhev.rbacguard.kube.admission;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads an object of any kind in one pass, and keeps little of it. */
final class ObjectFactsReader {

    /** Written by the API server with every change, or by kubectl along with one. */
    private static final Set<String> BOOKKEEPING = Set.of("managedFields", "resourceVersion", "generation");

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final Digest rest = new Digest();
    private String name = "";
    private String uid = "";
    private Optional<SortedMap<String, String>> annotations = Optional.empty();
    private Optional<SortedMap<String, String>> review = Optional.empty();
    private Optional<Boolean> automountToken = Optional.empty();
    private final PodReader pod = new PodReader();

    private ObjectFactsReader() {}

    static ObjectFacts read(JsonParser json) throws IOException {
        var reader = new ObjectFactsReader();
        JsonFields.object(json, reader::field);
        return new ObjectFacts(
                reader.name,
                reader.uid,
                reader.annotations,
                reader.review,
                reader.automountToken,
                reader.pod.facts(),
                reader.rest.value());
    }

    private void field(String field, JsonParser json) throws IOException {
        switch (field) {
            case "metadata" -> JsonFields.object(json, this::metadataField);
            case "spec" -> JsonFields.object(json, this::specField);
            case "automountServiceAccountToken" -> automountToken = flag(json);
            default -> rest.add(field, json);
        }
    }

    private void metadataField(String field, JsonParser json) throws IOException {
        switch (field) {
            case "name" -> name = JsonFields.string(json);
            case "uid" -> uid = JsonFields.string(json);
            case "annotations" -> {
                annotations = strings(json);
                annotations.ifPresent(all -> all.forEach((key, value) -> {
                    if (!key.equals(LAST_APPLIED)) {
                        rest.add(key, value);
                    }
                }));
            }
            default -> {
                if (BOOKKEEPING.contains(field)) {
                    json.skipChildren();
                } else {
                    rest.add("metadata." + field, json);
                }
            }
        }
    }

    private void specField(String field, JsonParser json) throws IOException {
        switch (field) {
            case "review" -> review = strings(json);
            case "automountServiceAccountToken" -> automountToken = flag(json);
            default -> {
                if (!pod.reads(field, json)) {
                    rest.add("spec." + field, json);
                }
            }
        }
    }

    private static Optional<SortedMap<String, String>> strings(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL
                ? Optional.empty()
                : Optional.of(new TreeMap<>(JsonFields.strings(json)));
    }

    private static Optional<Boolean> flag(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(JsonFields.flag(json));
    }
}
