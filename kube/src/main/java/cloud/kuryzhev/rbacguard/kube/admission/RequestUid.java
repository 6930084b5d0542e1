package cloud.kuryzhev.rbacguard.kube.admission;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Looks for the uid alone in a body that is wrong before it: the API server heeds no answer without. */
final class RequestUid {

    private String uid = "";

    private RequestUid() {}

    /** {@code request.uid}; {@code ""} if it is missing, no string, or behind where the JSON breaks. */
    static String find(byte[] body) {
        var found = new RequestUid();
        try (JsonParser json = AdmissionReviewReader.JSON.createParser(body)) {
            json.nextToken();
            JsonFields.object(json, found::reviewField);
        } catch (IOException _) {
            // what was found before it breaks is all there is
        }
        return found.uid;
    }

    private void reviewField(String field, JsonParser json) throws IOException {
        if (field.equals("request")) {
            JsonFields.object(json, this::requestField);
        } else {
            json.skipChildren();
        }
    }

    private void requestField(String field, JsonParser json) throws IOException {
        if (field.equals("uid")) {
            uid = JsonFields.string(json);
        } else {
            json.skipChildren();
        }
    }
}
