package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.User;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Collects an {@code authentication.k8s.io/v1} {@code UserInfo}. */
final class UserFields {

    private final JsonFields json;
    private String name = "";
    private String uid = "";
    private List<String> groups = List.of();
    private Map<String, List<String>> extra = Map.of();

    UserFields(JsonFields json) {
        this.json = json;
    }

    User read() throws IOException {
        json.forEach(this::field);
        return new User(name, uid, groups, extra);
    }

    /** Without uid and extra: what an authenticator adds to a caller says nothing of permissions, and is as long as all the rest. */
    User readCaller() throws IOException {
        json.forEach(field -> {
            if (field.equals("username") || field.equals("groups")) {
                field(field);
            }
        });
        return new User(name, uid, groups, extra);
    }

    private void field(String field) throws IOException {
        switch (field) {
            case "username" -> name = json.text();
            case "uid" -> uid = json.text();
            case "groups" -> groups = json.texts();
            case "extra" -> extra = json.textsByName();
            default -> {}
        }
    }
}
