package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.changes.Changes;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.usage.event.RbacWrite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Files what was changed.
 *
 * @param namespace of violations of cluster-scoped objects
 */
record ChangedObjects(Changes.Found found, SortedMap<ObjectKey, RbacObject> objects, String namespace) {

    /** The rule that a change breaks which the admission webhook was not asked about. */
    static final String RULE = "changed_outside_admission";

    /** {@code desired}, and what was changed without the webhook. */
    List<DesiredViolation> with(List<DesiredViolation> desired) {
        Map<String, DesiredViolation> all = new LinkedHashMap<>();
        desired.forEach(it -> all.put(it.place(), it));
        found.outside().forEach((key, write) -> {
            DesiredViolation fresh = DesiredViolation.of(spec(key), namespace);
            RBACViolationSpec known = all.getOrDefault(fresh.place(), fresh).spec();
            all.put(
                    fresh.place(),
                    DesiredViolation.of(known.withFinding(finding(write), worst(known, severity(write))), namespace));
        });
        return List.copyOf(all.values());
    }

    /** What was changed, whether anything is wrong with it or not. */
    List<DesiredViolation> changed() {
        var changed = new ArrayList<DesiredViolation>();
        found.changes()
                .forEach((key, changes) ->
                        changed.add(DesiredViolation.of(spec(key).withChanges(changes), namespace)));
        return changed;
    }

    /** What was there before the guard, whoever installs it knows. */
    private Severity severity(RbacWrite write) {
        return write.at().isBefore(found.since()) ? Severity.LOW : Severity.HIGH;
    }

    private static String worst(RBACViolationSpec spec, Severity added) {
        Severity known = Severity.valueOf(spec.severity());
        return (known.compareTo(added) > 0 ? known : added).toString();
    }

    private RBACViolationSpec.Finding finding(RbacWrite write) {
        String who = write.by()
                + (write.from().addresses().isEmpty()
                        ? ""
                        : " from " + write.from().addresses().getLast());
        return new RBACViolationSpec.Finding(
                RULE,
                severity(write).toString(),
                "changes[at " + write.at() + "]", // another change is another finding
                Room.cut(who + " changed it (" + write.verb()
                        + ") without the admission webhook: it was down, passed by, or not there yet"),
                "look at spec.changes; to keep it, set annotation audit.kuryzhev.cloud/reviewed-at, which is judged like"
                        + " any other write");
    }

    private RBACViolationSpec spec(ObjectKey key) {
        List<String> subjects = objects.get(key) instanceof Binding binding
                ? binding.subjects().stream()
                        .limit(Room.ROWS)
                        .map(Object::toString)
                        .toList()
                : List.of();
        return new RBACViolationSpec(
                key.kind().toString(),
                key.name(),
                key.namespace().isEmpty() ? null : key.namespace(),
                List.of(),
                Severity.LOW.toString(),
                List.of(),
                subjects,
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }
}
