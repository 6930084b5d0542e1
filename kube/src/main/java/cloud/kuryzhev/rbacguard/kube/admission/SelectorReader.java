package cloud.kuryzhev.rbacguard.kube.admission;

import cloud.kuryzhev.rbacguard.policy.rbac.LabelSelector;
import cloud.kuryzhev.rbacguard.policy.rbac.LabelSelector.Requirement;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the label selectors of an {@code aggregationRule}. */
final class SelectorReader {

    private final SortedMap<String, String> labels = new TreeMap<>();
    private final List<Requirement> expressions = new ArrayList<>();

    private SelectorReader() {}

    static List<LabelSelector> clusterRoleSelectors(JsonParser json) throws IOException {
        var selectors = new ArrayList<LabelSelector>();
        JsonFields.object(json, (field, value) -> {
            if (field.equals("clusterRoleSelectors")) {
                selectors.addAll(JsonFields.list(value, SelectorReader::selector));
            } else {
                value.skipChildren();
            }
        });
        return selectors;
    }

    private static LabelSelector selector(JsonParser json) throws IOException {
        var reader = new SelectorReader();
        JsonFields.object(json, reader::field);
        return new LabelSelector(reader.labels, reader.expressions);
    }

    private void field(String field, JsonParser json) throws IOException {
        switch (field) {
            case "matchLabels" -> labels.putAll(JsonFields.strings(json));
            case "matchExpressions" -> expressions.addAll(JsonFields.list(json, SelectorReader::requirement));
            default -> json.skipChildren();
        }
    }

    private static Requirement requirement(JsonParser json) throws IOException {
        var fields = new RequirementFields();
        JsonFields.object(json, fields::field);
        return new Requirement(fields.key, fields.operator, fields.values);
    }

    private static final class RequirementFields {
        private String key = "";
        private String operator = "";
        private List<String> values = List.of();

        void field(String field, JsonParser json) throws IOException {
            switch (field) {
                case "key" -> key = JsonFields.string(json);
                case "operator" -> operator = JsonFields.string(json);
                case "values" -> values = JsonFields.list(json, JsonFields::string);
                default -> json.skipChildren();
            }
        }
    }
}
