package cloud.kuryzhev.rbacguard.drift.intake;

import cloud.kuryzhev.rbacguard.usage.intake.Answer;
import cloud.kuryzhev.rbacguard.usage.intake.Intake;
import cloud.kuryzhev.rbacguard.usage.intake.Intake.Reply;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** Takes one kind of delivery. All status codes are here. */
final class IntakeServlet extends HttpServlet {

    /** Adds what this kind of sender wants in an answer besides the status. */
    @FunctionalInterface
    interface Epilogue {
        void write(HttpServletResponse response, Reply reply) throws IOException;
    }

    private static final String RETRY_AFTER_SECONDS = "2";

    /** A body that is gzip is known by its first bytes. */
    private static final Set<String> ENCODINGS = Set.of("", "identity", "gzip");

    private final transient Admission admission;
    private final transient Intake intake;
    private final transient Epilogue epilogue;

    IntakeServlet(Admission admission, Intake intake, Epilogue epilogue) {
        this.admission = admission;
        this.intake = intake;
        this.epilogue = epilogue;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!admission.allows(request)) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !ENCODINGS.contains(encoding)) {
            response.setStatus(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
            return;
        }
        try {
            answer(response, intake.take(request.getInputStream()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            answer(response, new Reply(new Answer.Unavailable(), ""));
        }
    }

    private void answer(HttpServletResponse response, Reply reply) throws IOException {
        response.setStatus(
                switch (reply.answer()) {
                    case Answer.Stored(), Answer.Known() -> HttpServletResponse.SC_OK;
                    case Answer.Busy() -> 429; // RFC 6585
                    case Answer.Unavailable() -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
                    case Answer.TooLarge() -> HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
                    case Answer.TooSlow() -> HttpServletResponse.SC_REQUEST_TIMEOUT;
                    case Answer.Unreadable() -> HttpServletResponse.SC_BAD_REQUEST;
                });
        if (reply.answer() instanceof Answer.Busy || reply.answer() instanceof Answer.Unavailable) {
            // kube-apiserver's client tries ten times more within one of its five tries if it is told when
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        epilogue.write(response, reply);
    }
}
