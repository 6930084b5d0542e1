package cloud.kuryzhev.rbacguard.drift.intake;

import cloud.kuryzhev.rbacguard.drift.intake.IntakeServlet.Epilogue;
import cloud.kuryzhev.rbacguard.usage.intake.Answer;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.time.InstantSource;

/** What senders want in an answer besides its status. */
final class Epilogues {

    private static final JsonFactory JSON = new JsonFactory();

    private Epilogues() {}

    /** Nothing, as kube-apiserver and Pub/Sub do. */
    static Epilogue none() {
        return (_, _) -> {};
    }

    /**
     * The request's ID, the time, and after a failure a message: anything else makes Data Firehose try again ("HTTP endpoint delivery
     * request and response specifications").
     */
    static Epilogue firehose(InstantSource clock) {
        return (response, reply) -> {
            response.setContentType("application/json");
            try (JsonGenerator json = JSON.createGenerator(response.getOutputStream())) {
                json.writeStartObject();
                json.writeStringField("requestId", reply.delivery());
                json.writeNumberField("timestamp", clock.millis());
                if (!(reply.answer() instanceof Answer.Stored) && !(reply.answer() instanceof Answer.Known)) {
                    json.writeStringField(
                            "errorMessage", reply.answer().getClass().getSimpleName());
                }
                json.writeEndObject();
            }
        };
    }
}
