package cloud.kuryzhev.rbacguard.policy.rule;

/**
 * A rule in the Common Expression Language, as a {@code admissionregistration.k8s.io/v1} ValidatingAdmissionPolicy evaluates it.
 *
 * @param onRoles whether it looks at Roles and ClusterRoles; otherwise at RoleBindings and ClusterRoleBindings
 * @param matches the list of its matches, each a map of strings: {@code at} (the field), {@code of} (what stands behind the rule's id in the
 *     finding's, mostly {@code ""}) and {@code narrow} ({@code "true"} if it is confined to named objects). Beside what the API server gives, it
 *     may use {@code variables.inNamespace} ({@code ""} for cluster-scoped kinds), {@code variables.all} and {@code variables.added}: every rule or subject, and those that are new by an update; at a
 *     CREATE all are. A rule has all of its five lists, a subject {@code kind}, {@code namespace}, {@code name} and {@code who}, its
 *     authenticated name.
 */
public record CelRule(RuleSpec spec, boolean onRoles, String matches) {

    static String match(String at, String of, String narrow) {
        return "{\"at\": " + at + ", \"of\": " + of + ", \"narrow\": string(" + narrow + ")}";
    }
}
