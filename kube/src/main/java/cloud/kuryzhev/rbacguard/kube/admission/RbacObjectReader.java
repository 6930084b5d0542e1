package cloud.kuryzhev.rbacguard.kube.admission;

import cloud.kuryzhev.rbacguard.kube.PolicySource;
import cloud.kuryzhev.rbacguard.kube.RoleRefs;
import cloud.kuryzhev.rbacguard.kube.Subjects;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.LabelSelector;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one of the four RBAC kinds, or what matters of the policy's ConfigMap; its kind and namespace are known only once the whole request is read. */
final class RbacObjectReader {

    private record RoleRef(String kind, String name) {}

    private record RawSubject(String kind, String namespace, String name) {}

    private final SortedMap<String, String> labels = new TreeMap<>();
    private final SortedMap<String, String> annotations = new TreeMap<>();
    private List<LabelSelector> aggregates = List.of();
    private String name = "";
    private String generateName = "";
    private List<PolicyRule> rules = List.of();
    private List<RawSubject> subjects = List.of();
    private Optional<RoleRef> roleRef = Optional.empty();
    private Optional<String> policyYaml = Optional.empty();

    static RbacObjectReader read(JsonParser json) throws IOException {
        var reader = new RbacObjectReader();
        JsonFields.object(json, reader::field);
        return reader;
    }

    /** Its name; {@code ""} if it is yet to be generated. */
    String name() {
        return name;
    }

    /** The policy, if it is a ConfigMap that holds one. */
    Optional<String> policyYaml() {
        return policyYaml;
    }

    /** The object; empty for a binding that names no role. */
    Optional<RbacObject> object(Kind kind, String namespace) {
        var key = new ObjectKey(kind, kind.namespaced() ? namespace : "", name.isEmpty() ? generateName + "*" : name);
        return switch (kind) {
            case ROLE, CLUSTER_ROLE -> Optional.of(new Role(key, rules, aggregates, metadata()));
            case ROLE_BINDING, CLUSTER_ROLE_BINDING -> roleRef.map(ref -> binding(key, ref));
        };
    }

    private Binding binding(ObjectKey key, RoleRef ref) {
        return new Binding(
                key,
                RoleRefs.toModel(ref.kind(), ref.name(), key.namespace()),
                subjects.stream()
                        .map(it -> Subjects.toModel(it.kind(), it.namespace(), it.name(), key.namespace()))
                        .toList(),
                metadata());
    }

    private Metadata metadata() {
        return new Metadata(labels, annotations, Instant.MAX);
    }

    private void field(String field, JsonParser json) throws IOException {
        switch (field) {
            case "metadata" -> JsonFields.object(json, this::metadataField);
            case "rules" -> rules = JsonFields.list(json, RbacObjectReader::rule);
            case "aggregationRule" -> aggregates = SelectorReader.clusterRoleSelectors(json);
            case "subjects" -> subjects = JsonFields.list(json, RbacObjectReader::subject);
            case "roleRef" -> roleRef = roleRef(json);
            case "data" -> JsonFields.object(json, this::dataField);
            default -> json.skipChildren();
        }
    }

    private void metadataField(String field, JsonParser json) throws IOException {
        switch (field) {
            case "name" -> name = JsonFields.string(json);
            case "generateName" -> generateName = JsonFields.string(json);
            case "labels" -> labels.putAll(JsonFields.strings(json));
            case "annotations" -> annotations.putAll(JsonFields.strings(json));
            default -> json.skipChildren();
        }
    }

    private void dataField(String field, JsonParser json) throws IOException {
        if (field.equals(PolicySource.KEY)) {
            policyYaml = Optional.of(JsonFields.string(json));
        } else {
            json.skipChildren();
        }
    }

    private static PolicyRule rule(JsonParser json) throws IOException {
        var lists = new RuleLists();
        JsonFields.object(json, lists::field);
        return new PolicyRule(lists.verbs, lists.apiGroups, lists.resources, lists.resourceNames, lists.urls);
    }

    private static final class RuleLists {
        private List<String> verbs = List.of();
        private List<String> apiGroups = List.of();
        private List<String> resources = List.of();
        private List<String> resourceNames = List.of();
        private List<String> urls = List.of();

        void field(String field, JsonParser json) throws IOException {
            switch (field) {
                case "verbs" -> verbs = JsonFields.list(json, JsonFields::string);
                case "apiGroups" -> apiGroups = JsonFields.list(json, JsonFields::string);
                case "resources" -> resources = JsonFields.list(json, JsonFields::string);
                case "resourceNames" -> resourceNames = JsonFields.list(json, JsonFields::string);
                case "nonResourceURLs" -> urls = JsonFields.list(json, JsonFields::string);
                default -> json.skipChildren();
            }
        }
    }

    private static RawSubject subject(JsonParser json) throws IOException {
        var names = new Names();
        JsonFields.object(json, names::field);
        return new RawSubject(names.kind, names.namespace, names.name);
    }

    private static Optional<RoleRef> roleRef(JsonParser json) throws IOException {
        var names = new Names();
        JsonFields.object(json, names::field);
        return names.name.isEmpty() ? Optional.empty() : Optional.of(new RoleRef(names.kind, names.name));
    }

    private static final class Names {
        private String kind = "";
        private String namespace = "";
        private String name = "";

        void field(String field, JsonParser json) throws IOException {
            switch (field) {
                case "kind" -> kind = JsonFields.string(json);
                case "namespace" -> namespace = JsonFields.string(json);
                case "name" -> name = JsonFields.string(json);
                default -> json.skipChildren();
            }
        }
    }
}
