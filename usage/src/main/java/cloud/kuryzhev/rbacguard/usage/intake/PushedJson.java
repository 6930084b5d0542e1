package cloud.kuryzhev.rbacguard.usage.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.usage.envelope.Unpacked;
import cloud.kuryzhev.rbacguard.usage.intake.Sender.Delivery;
import cloud.kuryzhev.rbacguard.usage.journal.DeliveryId;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.BiConsumer;

/** One JSON object, gzip or not, as its texts: one at a time, so that memory is that of the longest. */
final class PushedJson {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_NAME = 1024;

    private PushedJson() {}

    /**
     * Hands on every text with the names that lead to it, such as {@code /records/data}.
     *
     * @return whether it was one object, to its end
     */
    static boolean read(InputStream body, long maxBytes, BiConsumer<String, String> texts) throws IOException {
        JsonFactory json = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNameLength(MAX_NAME)
                        .maxStringLength((int) Math.min(Integer.MAX_VALUE, maxBytes))
                        .build())
                .build();
        try (JsonParser parser = json.createParser(Unpacked.bounded(body, maxBytes))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (!parser.getParsingContext().inRoot()) {
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    texts.accept(path(parser.getParsingContext()), parser.getText());
                }
            }
            return parser.nextToken() == null;
        } catch (JacksonException _) {
            return false;
        }
    }

    private static String path(JsonStreamContext context) {
        if (context.inRoot()) {
            return "";
        }
        String above = path(context.getParent());
        return context.inObject() ? above + "/" + context.getCurrentName() : above;
    }

    /** @param space where names are unique; without a name the delivery cannot be known again, and is refused */
    static Delivery delivery(String space, String name, boolean whole) {
        MessageDigest digest = DeliveryId.digest();
        digest.update((space + "\n" + name).getBytes(UTF_8));
        return new Delivery(DeliveryId.of(digest), name, whole && !name.isEmpty());
    }
}
