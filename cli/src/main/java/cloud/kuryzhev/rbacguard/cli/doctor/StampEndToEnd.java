package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.Json;
import cloud.kuryzhev.rbacguard.cli.state.Answer;
import java.util.List;
import java.util.Map;

/** A harmless binding, created for show, is signed: no decision could be trusted otherwise. */
final class StampEndToEnd implements Check {

    private static final String ANNOTATION = "audit.kuryzhev.cloud/created-by";
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final String BINDING = Json.text(Map.of(
            "apiVersion", GROUP + "/v1",
            "kind", "RoleBinding",
            "metadata", Map.of("name", "rbac-guard-doctor"),
            "roleRef", Map.of("apiGroup", GROUP, "kind", "ClusterRole", "name", "view"),
            "subjects", List.of(Map.of("apiGroup", GROUP, "kind", "User", "name", "rbac-guard-doctor"))));

    @Override
    public String name() {
        return "signature";
    }

    @Override
    public String why() {
        return "who made a binding, and who decided about a violation, is known by the admission service's signature alone";
    }

    @Override
    public List<Seen> look(Site site) {
        String path = "/apis/" + GROUP + "/v1/namespaces/" + site.namespace() + "/rolebindings?dryRun=All";
        return List.of(
                switch (site.api().create(path, BINDING)) {
                    case Answer.Absent _ ->
                        new Seen(
                                Verdict.UNKNOWN,
                                "there is no namespace " + site.namespace() + ", or no ClusterRole view",
                                "");
                    case Answer.Refused refused -> Seen.unknown("a RoleBinding that should be signed", refused);
                    case Answer.Found found -> {
                        String by = found.json()
                                .path("metadata")
                                .path("annotations")
                                .path(ANNOTATION)
                                .asText();
                        yield by.isEmpty()
                                ? Seen.fail(
                                        "a RoleBinding would not be signed: the guard was not asked",
                                        "see \"webhooks\"")
                                : Seen.ok("a RoleBinding would be signed, as made by " + by);
                    }
                });
    }
}
