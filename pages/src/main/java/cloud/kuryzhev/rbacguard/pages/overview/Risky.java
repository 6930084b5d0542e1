package cloud.kuryzhev.rbacguard.pages.overview;

import cloud.kuryzhev.rbacguard.policy.Severity;
import cloud.kuryzhev.rbacguard.policy.access.SubjectName;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A subject with what it holds too much.
 *
 * @param name as the subject page reads it; {@code ""} if it cannot be told, or is too long for a link
 * @param worst severity of its open violations
 * @param violations how many are open
 * @param unusedRiskPercent the highest of them; how much of the harm it could do it never needed
 */
record Risky(String subject, String name, Severity worst, int violations, int unusedRiskPercent) {

    private static final int SHOWN = 10;
    private static final int LONGEST_LINK = 1_024; // more would not fit into an address
    private static final Comparator<Risky> ORDER = Comparator.comparing(Risky::worst)
            .thenComparingInt(Risky::violations)
            .thenComparingInt(Risky::unusedRiskPercent)
            .reversed()
            .thenComparing(Risky::subject);

    /** The worst first. */
    static List<Risky> of(Collection<Standing> open) {
        Map<String, Risky> bySubject = new HashMap<>();
        open.forEach(violation -> violation
                .subjects()
                .forEach(subject -> bySubject.merge(subject, alone(subject, violation), Risky::plus)));
        return bySubject.values().stream().sorted(ORDER).limit(SHOWN).toList();
    }

    private static Risky alone(String subject, Standing violation) {
        return new Risky(
                subject,
                SubjectName.read(subject)
                        .map(SubjectName::written)
                        .filter(it -> it.length() <= LONGEST_LINK)
                        .orElse(""),
                severity(violation.severity()),
                1,
                violation.gap().map(it -> it.unusedRiskPercent()).orElse(0));
    }

    private Risky plus(Risky other) {
        return new Risky(
                subject,
                name,
                worst.compareTo(other.worst) >= 0 ? worst : other.worst,
                violations + other.violations,
                Math.max(unusedRiskPercent, other.unusedRiskPercent));
    }

    /** Objects may be written by anybody who may write them. */
    private static Severity severity(String text) {
        return Stream.of(Severity.values())
                .filter(it -> it.toString().equals(text))
                .findFirst()
                .orElse(Severity.LOW);
    }
}
