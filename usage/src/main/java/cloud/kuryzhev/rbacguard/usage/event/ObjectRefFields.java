package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.ObjectRef;
import java.io.IOException;

/** Collects an {@code audit.k8s.io/v1} {@code ObjectReference}. */
final class ObjectRefFields {

    private final JsonFields json;
    private String apiGroup = "";
    private String resource = "";
    private String subresource = "";
    private String namespace = "";
    private String name = "";

    ObjectRefFields(JsonFields json) {
        this.json = json;
    }

    ObjectRef read() throws IOException {
        json.forEach(field -> {
            switch (field) {
                case "apiGroup" -> apiGroup = json.word();
                case "resource" -> resource = json.word();
                case "subresource" -> subresource = json.word();
                case "namespace" -> namespace = json.word();
                case "name" -> name = json.text();
                default -> {}
            }
        });
        return new ObjectRef(apiGroup, resource, subresource, namespace, name);
    }
}
