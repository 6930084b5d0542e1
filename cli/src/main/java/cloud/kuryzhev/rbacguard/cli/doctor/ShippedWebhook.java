package cloud.kuryzhev.rbacguard.cli.doctor;

import java.util.List;
import java.util.Set;

/**
 * One webhook as the chart installs it.
 *
 * @param path of its configuration at the API server
 * @param fails whether what it judges waits for it ({@code failurePolicy: Fail})
 * @param conditions the names of its match conditions
 * @param further names of conditions that it may have
 * @param optional whether an installation may go without
 */
record ShippedWebhook(
        String path,
        String name,
        boolean fails,
        Set<String> operations,
        Set<String> resources,
        Set<String> conditions,
        Set<String> further,
        boolean optional) {

    /** Of each of them, in seconds. */
    static final int TIMEOUT = 3;

    static final String SYSTEM_WRITERS = "not-a-system-writer";

    private static final String DOMAIN = ".rbac-guard.kuryzhev.cloud";
    private static final Set<String> ROLES = Set.of("roles", "clusterroles", "rolebindings", "clusterrolebindings");

    /** All of them. */
    static final List<ShippedWebhook> ALL = List.of(
            new ShippedWebhook(
                    Site.VALIDATING + "rbac-guard",
                    "validate" + DOMAIN,
                    true,
                    Set.of("CREATE", "UPDATE"),
                    ROLES,
                    Set.of(SYSTEM_WRITERS, "not-a-node"),
                    Set.of("not-put-back"),
                    false),
            new ShippedWebhook(
                    Site.VALIDATING + "rbac-guard",
                    "revoke" + DOMAIN,
                    false,
                    Set.of("DELETE"),
                    ROLES,
                    Set.of(SYSTEM_WRITERS),
                    Set.of(),
                    false),
            new ShippedWebhook(
                    Site.VALIDATING + "rbac-guard",
                    "policy" + DOMAIN,
                    false,
                    Set.of("CREATE", "UPDATE", "DELETE"),
                    Set.of("configmaps"),
                    Set.of("is-the-policy"),
                    Set.of(),
                    false),
            new ShippedWebhook(
                    Site.VALIDATING + "rbac-guard-guarding",
                    "guard" + DOMAIN,
                    true,
                    Set.of("CREATE", "UPDATE", "DELETE"),
                    Set.of("rbacviolations", "rbacusages", "configmaps", "roles", "clusterroles"),
                    Set.of("is-the-guards", SYSTEM_WRITERS, "not-the-guard-or-a-guardian"),
                    Set.of(),
                    false),
            new ShippedWebhook(
                    Site.MUTATING + "rbac-guard",
                    "stamp" + DOMAIN,
                    true,
                    Set.of("CREATE", "UPDATE"),
                    Set.of("rolebindings", "clusterrolebindings", "rbacviolations"),
                    Set.of(SYSTEM_WRITERS, "a-binding-or-a-persons-review"),
                    Set.of(),
                    false),
            new ShippedWebhook(
                    Site.MUTATING + "rbac-guard",
                    "default-token" + DOMAIN,
                    false,
                    Set.of("CREATE"),
                    Set.of("pods", "serviceaccounts"),
                    Set.of("uses-the-default-account-and-says-nothing", "not-a-kubelets-mirror-pod"),
                    Set.of(),
                    true));

    /** Kind and name of its configuration, as kubectl takes them. */
    String configuration() {
        return path.replace(Site.CONFIGURATIONS, "").replace("configurations/", "configuration/");
    }
}
