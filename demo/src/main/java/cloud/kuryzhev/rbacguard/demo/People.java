package cloud.kuryzhev.rbacguard.demo;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.Kubectl;
import cloud.kuryzhev.rbacguard.testbed.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Three who look at the pages: one sees, one decides, one may also delete. */
record People(ControlPlane plane) {

    private static final String NAMESPACE = "people";

    /** The token of each, by name; makes them. */
    Map<String, String> tokens() throws InterruptedException {
        var tokens = new LinkedHashMap<String, String>();
        for (String name : List.of("viewer", "reviewer", "admin")) {
            User user = plane.serviceAccount(NAMESPACE, name);
            tokens.put(name, user.client().getConfiguration().getAutoOAuthToken());
        }
        Kubectl.Result applied = plane.admin().kubectl().runWith(Manifests.PEOPLE, "apply", "-f", "-");
        if (!applied.succeeded()) {
            throw new IllegalStateException("the people could not be given their roles: " + applied.stderr());
        }
        return tokens;
    }
}
