package cloud.kuryzhev.rbacguard.kube.admission;

import java.io.IOException;

/** Well-formed JSON of another shape than an AdmissionReview has; the message is fit to be shown. */
final class UnexpectedJson extends IOException {

    private static final long serialVersionUID = 1L;

    UnexpectedJson(String message) {
        super(message);
    }
}
