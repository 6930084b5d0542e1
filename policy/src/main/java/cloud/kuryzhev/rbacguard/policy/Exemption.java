package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Findings that are recorded, and nothing else, for a time. What it names must all hold; it names at least one of requester, objects and
 * subjects.
 *
 * @param requester who asks; empty for anybody
 * @param objects one of which is asked for; empty for any
 * @param subjects by authenticated name: the object is a binding, and grants to nobody but these; empty for any object
 * @param rules by id, with or without what stands behind the colon
 * @param until when it ends
 * @param reason why it is granted
 * @param owner who answers for it
 */
public record Exemption(
        Optional<Identities> requester,
        List<ObjectPattern> objects,
        SortedSet<String> subjects,
        SortedSet<String> rules,
        Instant until,
        String reason,
        String owner) {

    public Exemption {
        objects = List.copyOf(objects);
        subjects = Collections.unmodifiableSortedSet(new TreeSet<>(subjects));
        rules = Collections.unmodifiableSortedSet(new TreeSet<>(rules));
    }

    /**
     * Whether {@code finding} is not held against {@code review} at {@code now}.
     *
     * <p>Anybody can give a new object any name, or write into an existing one what its name is exempted from. So a name excuses a request
     * only together with who asks, or with who is granted to.
     */
    boolean excuses(Finding finding, Review review, Instant now) {
        return requester.map(them -> them.include(review.requester())).orElse(!subjects.isEmpty())
                && covers(finding, review.object(), now);
    }

    /** Whether {@code finding} is not held against a stored object at {@code now}; who asked for it is not known any more. */
    boolean excuses(Finding finding, RbacObject stored, Instant now) {
        return namesObjects() && covers(finding, stored, now);
    }

    /** Whether it can be seen from the stored objects what it is good for. */
    boolean namesObjects() {
        return !objects.isEmpty() || !subjects.isEmpty();
    }

    private boolean covers(Finding finding, RbacObject object, Instant now) {
        return now.isBefore(until)
                && (rules.contains(finding.rule()) || rules.contains(finding.ruleId()))
                && (objects.isEmpty() || objects.stream().anyMatch(it -> it.matches(object.key())))
                && (subjects.isEmpty() || (object instanceof Binding binding && grantsToNobodyElse(binding)));
    }

    private boolean grantsToNobodyElse(Binding binding) {
        return !binding.subjects().isEmpty()
                && binding.subjects().stream()
                        .map(Subject::authenticatedName)
                        .allMatch(name -> subjects.contains(name));
    }
}
