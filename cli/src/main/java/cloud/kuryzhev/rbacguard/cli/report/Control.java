package cloud.kuryzhev.rbacguard.cli.report;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a framework asks for, as far as roles and bindings can show it.
 *
 * @param id as the framework numbers it
 * @param asks in our words
 * @param rules ids of the catalogue's rules that look for the contrary; empty where none can
 * @param note what else is to be shown, or where; may be empty
 */
record Control(Framework framework, String id, String asks, Set<String> rules, String note) {

    /** Where controls are from. */
    enum Framework {
        /** The numbers are those of 1.8 and later. */
        CIS("CIS Kubernetes Benchmark, section 5.1"),
        SOC2("SOC 2, Trust Services Criteria of 2017"),
        ISO("ISO/IEC 27001:2022, Annex A");

        private final String title;

        Framework(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private static final Set<String> WILDCARDS = Set.of(
            "wildcard_verb",
            "wildcard_resource",
            "wildcard_api_group",
            "wildcard_non_resource_url",
            "full_verb_set_equivalent_to_wildcard");
    private static final Set<String> ADMINS =
            Set.of("forbidden_role_ref", "cluster_admin_equivalent", "admin_role_cluster_wide", "forbidden_subject");
    private static final Set<String> GRANTORS = Set.of(
            "bind_verb", "escalate_verb", "impersonate_verb", "role_write", "binding_write", "aggregation_label");
    private static final Set<String> IDENTITIES = Set.of(
            "broad_group_subject",
            "default_service_account_subject",
            "foreign_namespace_subject",
            "missing_service_account",
            "token_create",
            "csr_approval");
    private static final Set<String> UPKEEP =
            Set.of("dangling_role_ref", "dead_permission", "review_overdue", "too_large_to_judge");
    private static final Set<String> CONTROL_PLANE = Set.of(
            "admission_policy_write",
            "apiservice_write",
            "confused_deputy_write",
            "crd_write",
            "event_delete",
            "namespace_write",
            "network_write",
            "node_write",
            "nodes_proxy",
            "webhook_configuration_write");
    private static final Set<String> DATA = Set.of(
            "secret_read",
            "pod_exec",
            "workload_write",
            "persistent_volume_write",
            "storage_class_write",
            "restricted_namespace");

    /** In the order in which they are shown. */
    static final List<Control> ALL = List.of(
            cis("5.1.1", "cluster-admin is held only where it is needed", ADMINS),
            cis("5.1.2", "Few may read Secrets", Set.of("secret_read")),
            cis("5.1.3", "Roles name what they grant: no wildcards", WILDCARDS),
            cis("5.1.4", "Few may create pods, or what creates pods", Set.of("workload_write")),
            cis(
                    "5.1.5",
                    "Nothing is granted to service accounts called default",
                    Set.of("default_service_account_subject")),
            new Control(
                    Framework.CIS,
                    "5.1.6",
                    "Pods get a service account's token only if they need it",
                    Set.of(),
                    "the admission service takes it from pods that do not ask for it (value defaultToken); pods are not scanned"),
            cis("5.1.7", "Nobody is in group system:masters by a binding", Set.of("forbidden_subject")),
            cis(
                    "5.1.8",
                    "Few may bind, impersonate or escalate",
                    Set.of("bind_verb", "escalate_verb", "impersonate_verb")),
            cis("5.1.9", "Few may create PersistentVolumes", Set.of("persistent_volume_write")),
            cis("5.1.10", "Few reach kubelets through nodes/proxy", Set.of("nodes_proxy")),
            cis("5.1.11", "Few may approve certificate signing requests", Set.of("csr_approval")),
            cis("5.1.12", "Few may change webhook configurations", Set.of("webhook_configuration_write")),
            cis("5.1.13", "Few may create tokens of service accounts", Set.of("token_create")),
            soc2(
                    "CC6.1",
                    "Access to what is protected is restricted to known identities",
                    union(IDENTITIES, DATA, CONTROL_PLANE, Set.of("forbidden_subject"))),
            soc2(
                    "CC6.3",
                    "Access is granted by roles, as little as is needed, changed and removed in time, duties apart",
                    union(WILDCARDS, ADMINS, GRANTORS, UPKEEP)),
            iso(
                    "A.8.2",
                    "Privileged access is allotted sparingly, and managed",
                    union(ADMINS, WILDCARDS, GRANTORS, CONTROL_PLANE, UPKEEP)),
            iso("A.8.3", "Access to information follows the policy on access", union(IDENTITIES, DATA)));

    private static Control cis(String id, String asks, Set<String> rules) {
        return new Control(Framework.CIS, id, asks, rules, "");
    }

    private static Control soc2(String id, String asks, Set<String> rules) {
        return new Control(Framework.SOC2, id, asks, rules, "");
    }

    private static Control iso(String id, String asks, Set<String> rules) {
        return new Control(Framework.ISO, id, asks, rules, "");
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... all) {
        var union = new TreeSet<String>();
        for (Set<String> one : all) {
            union.addAll(one);
        }
        return union;
    }
}
