package cloud.kuryzhev.rbacguard.usage.event;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of an {@code audit.k8s.io/v1} {@code Event}, in the order in which kube-apiserver writes them. */
enum FieldName {
    KIND("kind"),
    API_VERSION("apiVersion"),
    LEVEL("level"),
    AUDIT_ID("auditID"),
    STAGE("stage"),
    REQUEST_URI("requestURI"),
    VERB("verb"),
    USER("user"),
    IMPERSONATED_USER("impersonatedUser"),
    AUTHENTICATION_METADATA("authenticationMetadata"),
    SOURCE_IPS("sourceIPs"),
    USER_AGENT("userAgent"),
    OBJECT_REF("objectRef"),
    RESPONSE_STATUS("responseStatus"),
    REQUEST_OBJECT("requestObject"),
    RESPONSE_OBJECT("responseObject"),
    RECEIVED("requestReceivedTimestamp"),
    STAGE_TIMESTAMP("stageTimestamp"),
    ANNOTATIONS("annotations"),
    /** Of events before Kubernetes 1.8 the only time. */
    TIMESTAMP("timestamp");

    private static final Map<String, FieldName> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FieldName::text, Function.identity()));

    private final String text;

    FieldName(String text) {
        this.text = text;
    }

    /** The one that is called {@code text}; null if there is none. */
    static @Nullable FieldName of(String text) {
        return BY_TEXT.get(text);
    }

    String text() {
        return text;
    }
}
