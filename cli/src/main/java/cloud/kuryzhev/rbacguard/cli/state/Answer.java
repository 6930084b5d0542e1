package cloud.kuryzhev.rbacguard.cli.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** What the API server answered to one request. */
public sealed interface Answer {

    /** It did what it was asked for. */
    record Found(String body) implements Answer {}

    /** There is no such thing (404). */
    record Absent() implements Answer {}

    /**
     * It did not.
     *
     * @param code of HTTP, 0 if there was no answer at all
     * @param why one line
     */
    record Refused(int code, String why) implements Answer {}

    /** What was found, as JSON; a missing node where nothing was, or it is none. */
    default JsonNode json() {
        try {
            return this instanceof Found(String body)
                    ? JsonMapper.builder().build().readTree(body)
                    : MissingNode.getInstance();
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }
}
