package cloud.kuryzhev.rbacguard.admission.mutation;

import cloud.kuryzhev.rbacguard.kube.admission.JsonPatch.AddText;
import cloud.kuryzhev.rbacguard.kube.admission.JsonPatch.Operation;
import cloud.kuryzhev.rbacguard.kube.admission.JsonPatch.Remove;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Strings in a map of the object that must have certain values, or must not be there. */
final class Stamps {

    private final List<String> path;
    private final Map<String, String> present;
    private final List<Operation> operations = new ArrayList<>();

    Stamps(List<String> path, Map<String, String> present) {
        this.path = path;
        this.present = present;
    }

    /** Has {@code key} be {@code wanted}. */
    Stamps set(String key, Optional<String> wanted) {
        Optional<String> there = Optional.ofNullable(present.get(key));
        if (!there.equals(wanted)) {
            List<String> field = new ArrayList<>(path);
            field.add(key);
            operations.add(
                    wanted.<Operation>map(value -> new AddText(field, value)).orElseGet(() -> new Remove(field)));
        }
        return this;
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** RFC 3339 in UTC, whole seconds. */
    static String rfc3339(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
