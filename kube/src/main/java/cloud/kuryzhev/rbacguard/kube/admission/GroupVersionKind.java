package cloud.kuryzhev.rbacguard.kube.admission;

import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** {@code request.kind}: what the object is, after any conversion that the webhook configuration's {@code matchPolicy} asks for. */
final class GroupVersionKind {

    private String group = "";
    private String version = "";
    private String name = "";

    void field(String field, JsonParser json) throws IOException {
        switch (field) {
            case "group" -> group = JsonFields.string(json);
            case "version" -> version = JsonFields.string(json);
            case "kind" -> name = JsonFields.string(json);
            default -> json.skipChildren();
        }
    }

    boolean isConfigMap() {
        return group.isEmpty() && version.equals("v1") && name.equals("ConfigMap");
    }

    Optional<Kind> rbacKind() {
        return Arrays.stream(Kind.values())
                .filter(it -> group.equals(Kind.API_GROUP) && version.equals("v1") && name.equals(it.toString()))
                .findFirst();
    }

    /** {@code group/version}, or the version alone for the core group. */
    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    String kind() {
        return name;
    }

    @Override
    public String toString() {
        return group + "/" + version + " " + name;
    }
}
