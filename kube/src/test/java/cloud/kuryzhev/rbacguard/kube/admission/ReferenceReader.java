package cloud.kuryzhev.rbacguard.kube.admission;

import cloud.kuryzhev.rbacguard.policy.Requester;
import cloud.kuryzhev.rbacguard.policy.Review;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.LabelSelector;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** Reads a review of a known kind from a whole tree: slow, plain, and no line shared with the reader under test. */
final class ReferenceReader {

    private ReferenceReader() {}

    static Review review(JsonNode root) {
        JsonNode request = root.path("request");
        Kind kind = kind(request.at("/kind/kind").asText());
        String namespace = kind.namespaced() ? request.path("namespace").asText("") : "";
        JsonNode old = request.path("oldObject");
        return new Review(
                new Requester(
                        request.at("/userInfo/username").asText(""),
                        new TreeSet<>(texts(request.at("/userInfo/groups")))),
                object(kind, namespace, request.path("object")),
                isAbsent(old) || isBindingWithoutRole(kind, old)
                        ? Optional.empty()
                        : Optional.of(object(kind, namespace, old)),
                request.path("dryRun").booleanValue());
    }

    private static Kind kind(String name) {
        return switch (name) {
            case "Role" -> Kind.ROLE;
            case "ClusterRole" -> Kind.CLUSTER_ROLE;
            case "RoleBinding" -> Kind.ROLE_BINDING;
            case "ClusterRoleBinding" -> Kind.CLUSTER_ROLE_BINDING;
            default -> throw new AssertionError("judged a " + name);
        };
    }

    private static boolean isBindingWithoutRole(Kind kind, JsonNode object) {
        return (kind == Kind.ROLE_BINDING || kind == Kind.CLUSTER_ROLE_BINDING)
                && object.at("/roleRef/name").asText("").isEmpty();
    }

    private static RbacObject object(Kind kind, String namespace, JsonNode object) {
        String name = text(object.at("/metadata/name"));
        var key =
                new ObjectKey(kind, namespace, name.isEmpty() ? text(object.at("/metadata/generateName")) + "*" : name);
        return switch (kind) {
            case ROLE, CLUSTER_ROLE ->
                new Role(
                        key,
                        items(object.path("rules")).stream()
                                .map(ReferenceReader::rule)
                                .toList(),
                        items(object.at("/aggregationRule/clusterRoleSelectors")).stream()
                                .map(ReferenceReader::selector)
                                .toList(),
                        metadata(object.path("metadata")));
            case ROLE_BINDING, CLUSTER_ROLE_BINDING ->
                new Binding(
                        key,
                        roleRef(object.path("roleRef"), namespace),
                        items(object.path("subjects")).stream()
                                .map(subject -> subject(subject, namespace))
                                .toList(),
                        metadata(object.path("metadata")));
        };
    }

    private static PolicyRule rule(JsonNode rule) {
        return new PolicyRule(
                texts(rule.path("verbs")),
                texts(rule.path("apiGroups")),
                texts(rule.path("resources")),
                texts(rule.path("resourceNames")),
                texts(rule.path("nonResourceURLs")));
    }

    private static LabelSelector selector(JsonNode selector) {
        return new LabelSelector(
                strings(selector.path("matchLabels")),
                items(selector.path("matchExpressions")).stream()
                        .map(it -> new LabelSelector.Requirement(
                                text(it.path("key")), text(it.path("operator")), texts(it.path("values"))))
                        .toList());
    }

    private static ObjectKey roleRef(JsonNode ref, String namespace) {
        return text(ref.path("kind")).equals("Role")
                ? new ObjectKey(Kind.ROLE, namespace, text(ref.path("name")))
                : new ObjectKey(Kind.CLUSTER_ROLE, "", text(ref.path("name")));
    }

    private static Subject subject(JsonNode subject, String bindingNamespace) {
        String name = text(subject.path("name"));
        String own = text(subject.path("namespace"));
        return switch (text(subject.path("kind"))) {
            case "ServiceAccount" -> new Subject.ServiceAccount(own.isEmpty() ? bindingNamespace : own, name);
            case "Group" -> new Subject.Group(name);
            default -> new Subject.User(name);
        };
    }

    private static Metadata metadata(JsonNode metadata) {
        return new Metadata(strings(metadata.path("labels")), strings(metadata.path("annotations")), Instant.MAX);
    }

    private static SortedMap<String, String> strings(JsonNode map) {
        var strings = new TreeMap<String, String>();
        map.properties().forEach(entry -> strings.put(entry.getKey(), text(entry.getValue())));
        return strings;
    }

    private static List<String> texts(JsonNode list) {
        return items(list).stream().map(ReferenceReader::text).toList();
    }

    private static List<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    /** Null is the empty string to Go. */
    private static String text(JsonNode node) {
        return isAbsent(node) ? "" : node.textValue();
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
