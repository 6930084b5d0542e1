package cloud.kuryzhev.rbacguard.policy.drift;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is wrong in a cluster.
 *
 * @param unfiled how many findings there are besides, by the rule's id, since the settings do not ask for violations of their action
 */
public record DriftReport(List<Violation> violations, SortedMap<String, Long> unfiled) {

    public DriftReport {
        violations = List.copyOf(violations);
        unfiled = Collections.unmodifiableSortedMap(new TreeMap<>(unfiled));
    }
}
