package cloud.kuryzhev.rbacguard.admission;

import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/** Says that the certificate is not there, in the last lines of the log: Kubernetes shows them as the reason why the pod ended. */
final class AbsentCertificate extends AbstractFailureAnalyzer<UncheckedIOException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UncheckedIOException cause) {
        return String.valueOf(cause.getMessage()).contains("tls.crt")
                ? new FailureAnalysis(
                        "The webhook's certificate cannot be read: "
                                + NestedExceptionUtils.getMostSpecificCause(cause)
                                        .getMessage(),
                        "The drift controller issues it some seconds after it became the leader: kubectl get secret"
                                + " rbac-guard-tls in the release's namespace shows whether it has. Where you provide it,"
                                + " the Secret needs tls.crt and tls.key; outside of the cluster rbac-guard.tls.directory"
                                + " says where they are.",
                        cause)
                : null;
    }
}
