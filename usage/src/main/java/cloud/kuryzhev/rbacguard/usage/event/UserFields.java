package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.User;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /** Without uid, and of extra only what names the workload: the rest says nothing of permissions, and is as long as all the rest. */
    User readCaller() throws IOException {
        json.forEach(field -> {
            switch (field) {
                case "username", "groups" -> field(field);
                case "extra" -> extra = workload();
                default -> {}
            }
        });
        return new User(name, uid, groups, extra);
    }

    private Map<String, List<String>> workload() throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        json.forEach(name -> {
            if (name.equals(User.POD_NAME) || name.equals(User.NODE_NAME)) {
                found.put(name, json.texts());
            }
        });
        return found.isEmpty() ? Map.of() : Map.copyOf(found);
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
