package cloud.kuryzhev.rbacguard.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * One path that an API server posts AdmissionReviews to. A servlet and not a controller: between the connector and a controller went as
 * much time as into the answer. An exception becomes status 500, so that the webhook configuration's {@code failurePolicy} decides.
 */
abstract class ReviewServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    /** An AdmissionReview, and the status it is sent with. */
    static final class Answer {
        private final int status;
        private final byte[] json;

        private Answer(int status, byte[] json) {
            this.status = status;
            this.json = json;
        }

        static Answer ok(byte[] json) {
            return new Answer(HttpServletResponse.SC_OK, json);
        }

        static Answer unavailable(byte[] json) {
            return new Answer(HttpServletResponse.SC_SERVICE_UNAVAILABLE, json);
        }

        int status() {
            return status;
        }

        String text() {
            return new String(json, UTF_8);
        }
    }

    abstract Answer answer(InputStream body) throws IOException;

    @Override
    protected final void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answer answer = answer(request.getInputStream());
        response.setStatus(answer.status);
        response.setContentType("application/json");
        response.setContentLength(answer.json.length);
        response.getOutputStream().write(answer.json);
    }
}
