package cloud.kuryzhev.rbacguard.cli.generate;

import cloud.kuryzhev.rbacguard.cli.Manifest;
import cloud.kuryzhev.rbacguard.policy.drift.LeastRoles;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How least roles are written. */
enum RoleFormat {
    /** For {@code kubectl apply}. */
    YAML,
    /** Markers from which controller-gen makes an operator's roles. */
    KUBEBUILDER;

    /** How the name of the role ends that {@link LeastRoles} keeps apart for leases. */
    private static final String ELECTION = "-leader-election";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9./*_-]+");

    String text(LeastRoles least) {
        return switch (this) {
            case YAML ->
                Manifest.yaml(Stream.<RbacObject>concat(least.roles().stream(), least.bindings().stream())
                        .toList());
            case KUBEBUILDER ->
                least.bindings().stream()
                        .flatMap(
                                binding -> role(least, binding).rules().stream().map(rule -> marker(binding, rule)))
                        .collect(Collectors.joining());
        };
    }

    private static Role role(LeastRoles least, Binding binding) {
        return least.roles().stream()
                .filter(role -> role.key().equals(binding.roleRef()))
                .findFirst()
                .orElseThrow();
    }

    /** Where the binding is, not where its role is: a marker without a namespace grants in the whole cluster. */
    private static String marker(Binding binding, PolicyRule rule) {
        var fields = new ArrayList<String>();
        addTo(fields, "groups", rule.apiGroups());
        addTo(fields, "resources", rule.resources());
        addTo(fields, "resourceNames", rule.resourceNames());
        addTo(fields, "urls", rule.nonResourceUrls());
        addTo(fields, "verbs", rule.verbs());
        if (!binding.clusterWide()) {
            addTo(fields, "namespace", List.of(binding.key().namespace()));
        }
        if (binding.key().name().endsWith(ELECTION)) {
            addTo(fields, "roleName", List.of("leader-election-role"));
        }
        return "// +kubebuilder:rbac:" + String.join(",", fields) + "\n";
    }

    private static void addTo(List<String> fields, String key, List<String> values) {
        if (!values.isEmpty()) {
            fields.add(key + "=" + values.stream().map(RoleFormat::quoted).collect(Collectors.joining(";")));
        }
    }

    /** As a string of Go, unless it is plain. */
    private static String quoted(String value) {
        return PLAIN.matcher(value).matches()
                ? value
                : '"' + value.replaceAll("\\p{Cntrl}", "").replace("\\", "\\\\").replace("\"", "\\\"") + '"';
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
