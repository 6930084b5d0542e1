package cloud.kuryzhev.rbacguard.policy;

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
}
