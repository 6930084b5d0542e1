package cloud.kuryzhev.rbacguard.drift;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Owned;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Replace;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** A suggestion in one line. */
final class SuggestionSummary {

    private SuggestionSummary() {}

    static String of(Replace replace) {
        return Stream.concat(Stream.of(change(replace)), owners(replace.owned()))
                .collect(joining("; "));
    }

    private static String change(Replace replace) {
        String delete = replace.delete().isEmpty() ? "" : "delete " + names(replace.delete().stream());
        if (replace.roles().isEmpty()) {
            return "nothing of it was used that is not granted elsewhere" + (delete.isEmpty() ? "" : ": " + delete);
        }
        String roles = names(replace.roles().stream().map(Role::key)) + " and what binds it";
        return delete.isEmpty() ? "all that is needed is " + roles : "apply " + roles + ", then " + delete;
    }

    private static Stream<String> owners(List<Owned> owned) {
        return owned.stream()
                .collect(groupingBy(Owned::owner, LinkedHashMap::new, mapping(Owned::key, toList())))
                .entrySet()
                .stream()
                .map(it -> names(it.getValue().stream()) + " belongs to " + it.getKey() + ": "
                        + it.getKey().change());
    }

    private static String names(Stream<ObjectKey> keys) {
        return keys.map(ObjectKey::toString).collect(joining(", "));
    }
}
