package cloud.kuryzhev.rbacguard.cli.generate;

import cloud.kuryzhev.rbacguard.cli.Manifest;
import cloud.kuryzhev.rbacguard.policy.drift.LeastRoles;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How least roles are written. */
enum RoleFormat {
    /** For {@code kubectl apply}. */
    YAML,
    /** Markers from which controller-gen makes an operator's roles. */
    KUBEBUILDER;

    String text(LeastRoles least) {
        return switch (this) {
            case YAML ->
                Manifest.yaml(Stream.<RbacObject>concat(least.roles().stream(), least.bindings().stream())
                        .toList());
            case KUBEBUILDER ->
                least.roles().stream()
                        .flatMap(role -> role.rules().stream().map(rule -> marker(role, rule)))
                        .collect(Collectors.joining());
        };
    }

    private static String marker(Role role, PolicyRule rule) {
        var fields = new ArrayList<String>();
        addTo(
                fields,
                "groups",
                rule.apiGroups().stream().map(it -> it.isEmpty() ? "\"\"" : it).toList());
        addTo(fields, "resources", rule.resources());
        addTo(fields, "resourceNames", rule.resourceNames());
        addTo(fields, "urls", rule.nonResourceUrls());
        addTo(fields, "verbs", rule.verbs());
        addTo(
                fields,
                "namespace",
                Stream.of(role.key().namespace()).filter(it -> !it.isEmpty()).toList());
        return "// +kubebuilder:rbac:" + String.join(",", fields) + "\n";
    }

    private static void addTo(List<String> fields, String key, List<String> values) {
        if (!values.isEmpty()) {
            fields.add(key + "=" + String.join(";", values));
        }
    }

    /** How a comment begins. */
    String comment() {
        return this == YAML ? "# " : "// ";
    }

    /** As {@code --format} spells it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
