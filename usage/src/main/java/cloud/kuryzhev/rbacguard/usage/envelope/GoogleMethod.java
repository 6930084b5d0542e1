package cloud.kuryzhev.rbacguard.usage.envelope;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.ObjectRef;
import cloud.kuryzhev.rbacguard.usage.event.ResourcePath;
import java.util.Optional;

/**
 * What a {@code methodName} and {@code resourceName} of GKE's audit log name: {@code io.k8s.core.v1.pods.exec.create} on {@code
 * core/v1/namespaces/team/pods/web/exec} ("GKE audit logging information", GKE documentation). The core group is called {@code core},
 * other groups stand in the method's name by domain, reversed. The verb is the method's, all else the resource's, and they must agree.
 */
record GoogleMethod(String verb, ObjectRef object) {

    static Optional<GoogleMethod> of(String methodName, String resourceName) {
        int dot = methodName.lastIndexOf('.');
        String verb = methodName.substring(dot + 1);
        return ResourcePath.of("/apis/" + resourceName)
                .filter(path -> dot > 0 && !verb.isEmpty() && isOn(methodName.substring(0, dot), path))
                .map(path -> new GoogleMethod(verb, object(path)));
    }

    private static boolean isOn(String method, ResourcePath path) {
        String subresource = path.subresource().isEmpty() ? "" : "." + path.subresource();
        return method.endsWith("." + path.resource() + subresource);
    }

    private static ObjectRef object(ResourcePath path) {
        String group = path.apiGroup().equals("core") ? "" : path.apiGroup();
        return new ObjectRef(group, path.resource(), path.subresource(), path.namespace(), path.name());
    }
}
