package cloud.kuryzhev.rbacguard.kube.admission;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Operations of RFC 6902, in the order in which they are applied. */
public record JsonPatch(List<Operation> operations) {

    /** Nothing is to be changed. */
    public static final JsonPatch NONE = new JsonPatch(List.of());

    public JsonPatch {
        operations = List.copyOf(operations);
    }

    /** One operation; a path is the keys and indices from the top of the object, not escaped. */
    public sealed interface Operation {

        /** Where. */
        List<String> path();
    }

    /** Adds a string, or replaces what stands there. */
    public record AddText(List<String> path, String value) implements Operation {}

    /** Adds a boolean, or replaces what stands there. */
    public record AddFlag(List<String> path, boolean value) implements Operation {}

    /** Adds an empty object, or replaces what stands there. */
    public record AddObject(List<String> path) implements Operation {}

    /** Removes what stands there. */
    public record Remove(List<String> path) implements Operation {}

    void write(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Operation operation : operations) {
            json.writeStartObject();
            json.writeStringField("op", operation instanceof Remove ? "remove" : "add");
            json.writeStringField("path", pointer(operation.path()));
            switch (operation) {
                case AddText text -> json.writeStringField("value", text.value());
                case AddFlag flag -> json.writeBooleanField("value", flag.value());
                case AddObject _ -> {
                    json.writeObjectFieldStart("value");
                    json.writeEndObject();
                }
                case Remove _ -> {}
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** RFC 6901. */
    private static String pointer(List<String> path) {
        return path.stream()
                .map(key -> "/" + key.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }
}
