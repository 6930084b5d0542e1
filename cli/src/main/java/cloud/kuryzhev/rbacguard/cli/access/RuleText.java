package cloud.kuryzhev.rbacguard.cli.access;

import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A rule in the cells of a table, or as fields. */
public final class RuleText {

    private RuleText() {}

    /** {@code get,list}. */
    public static String verbs(PolicyRule rule) {
        return String.join(",", rule.verbs());
    }

    /** {@code pods,configmaps}, {@code deployments.apps}, {@code /metrics}. */
    public static String targets(PolicyRule rule) {
        boolean core = rule.apiGroups().stream().allMatch(String::isEmpty);
        String suffix = core ? "" : "." + String.join("|", rule.apiGroups());
        return Stream.concat(rule.resources().stream().map(it -> it + suffix), rule.nonResourceUrls().stream())
                .collect(Collectors.joining(","));
    }

    /** The resource names, {@code ""} for all. */
    public static String names(PolicyRule rule) {
        return String.join(",", rule.resourceNames());
    }

    /** By their names in a manifest; those that are empty are left out. */
    public static Map<String, List<String>> fields(PolicyRule rule) {
        var fields = new LinkedHashMap<String, List<String>>();
        fields.put("apiGroups", rule.apiGroups());
        fields.put("resources", rule.resources());
        fields.put("resourceNames", rule.resourceNames());
        fields.put("nonResourceURLs", rule.nonResourceUrls());
        fields.put("verbs", rule.verbs());
        fields.values().removeIf(List::isEmpty);
        return fields;
    }
}
