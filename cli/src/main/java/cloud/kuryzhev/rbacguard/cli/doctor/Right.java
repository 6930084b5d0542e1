package cloud.kuryzhev.rbacguard.cli.doctor;

import java.util.List;
import java.util.stream.Stream;

/**
 * Something that one of the services does.
 *
 * @param account its service account
 * @param namespace {@code ""} for every namespace, or none
 * @param name {@code ""} for any
 * @param spared whether it goes on without
 */
record Right(
        String account, String verb, String group, String resource, String namespace, String name, boolean spared) {

    private static final String ADMISSION = "rbac-guard-admission";
    private static final String AUDITOR = "rbac-auditor";
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final String OWN = "audit.kuryzhev.cloud";
    private static final String WEBHOOKS = "admissionregistration.k8s.io";
    private static final String LEASE = "rbac-guard-drift-controller";

    /** Those of every installation in {@code namespace}. */
    static List<Right> all(String namespace, boolean issues) {
        Stream<Right> both = Stream.of(ADMISSION, AUDITOR).flatMap(account -> Stream.of(
                        each(account, RBAC, "clusterroles", "list", "watch"),
                        each(account, RBAC, "clusterrolebindings", "list", "watch"),
                        each(account, RBAC, "roles", "list", "watch"),
                        each(account, RBAC, "rolebindings", "list", "watch"),
                        each(account, "", "serviceaccounts", "list", "watch"),
                        named(account, "", "configmaps", "kube-system", "rbac-audit-policy", "list", "watch"))
                .flatMap(it -> it));
        Stream<Right> others = Stream.of(
                        each(ADMISSION, OWN, "rbacusages", "get"),
                        each(ADMISSION, "events.k8s.io", "events", "create"),
                        each(AUDITOR, OWN, "rbacviolations", "list", "watch", "create", "patch", "delete"),
                        each(AUDITOR, OWN, "rbacviolations/status", "patch"),
                        each(AUDITOR, OWN, "rbacusages", "list", "watch", "create", "patch", "delete"),
                        each(AUDITOR, "", "events", "create"),
                        spared(AUDITOR, "batch", "cronjobs", "list", "watch"),
                        named(AUDITOR, "coordination.k8s.io", "leases", namespace, "", "create"),
                        named(AUDITOR, "coordination.k8s.io", "leases", namespace, LEASE, "get", "patch"))
                .flatMap(it -> it);
        return Stream.of(both, others, issues ? certificates(namespace) : Stream.<Right>empty())
                .flatMap(it -> it)
                .toList();
    }

    private static Stream<Right> certificates(String namespace) {
        return Stream.of(
                        named(AUDITOR, "", "secrets", namespace, "", "create"),
                        named(AUDITOR, "", "secrets", namespace, "rbac-guard-tls", "get", "update"),
                        named(AUDITOR, "", "serviceaccounts", namespace, AUDITOR, "get"),
                        named(AUDITOR, WEBHOOKS, "validatingwebhookconfigurations", "", "rbac-guard", "get", "update"),
                        named(
                                AUDITOR,
                                WEBHOOKS,
                                "validatingwebhookconfigurations",
                                "",
                                "rbac-guard-guarding",
                                "get",
                                "update"),
                        named(AUDITOR, WEBHOOKS, "mutatingwebhookconfigurations", "", "rbac-guard", "get", "update"))
                .flatMap(it -> it);
    }

    private static Stream<Right> each(String account, String group, String resource, String... verbs) {
        return named(account, group, resource, "", "", verbs);
    }

    private static Stream<Right> spared(String account, String group, String resource, String... verbs) {
        return Stream.of(verbs).map(verb -> new Right(account, verb, group, resource, "", "", true));
    }

    private static Stream<Right> named(
            String account, String group, String resource, String namespace, String name, String... verbs) {
        return Stream.of(verbs).map(verb -> new Right(account, verb, group, resource, namespace, name, false));
    }

    /** Such as {@code rbac-auditor list roles}. */
    @Override
    public String toString() {
        return account + " " + verb + " " + resource + (name.isEmpty() ? "" : "/" + name)
                + (namespace.isEmpty() ? "" : " in " + namespace);
    }
}
