package cloud.kuryzhev.rbacguard.cli.report;

import cloud.kuryzhev.rbacguard.cli.scan.FoundIssue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One control, and what was found against it.
 *
 * @param off rules that would have looked, and that the policy has switched off
 */
record Assessment(Control control, List<FoundIssue> findings, Set<String> off) {

    Assessment {
        findings = List.copyOf(findings);
        off = new TreeSet<>(off);
    }

    static Assessment of(Control control, List<FoundIssue> all, Set<String> switchedOff) {
        return new Assessment(
                control,
                all.stream()
                        .filter(it -> control.rules().contains(FoundIssue.id(it.finding())))
                        .toList(),
                control.rules().stream().filter(switchedOff::contains).collect(Collectors.toSet()));
    }

    /** With a rule off, nothing found is no good news. */
    Result result() {
        if (control.rules().isEmpty()) {
            return Result.NOT_ASSESSED;
        }
        if (!findings.isEmpty()) {
            return Result.FINDINGS;
        }
        return off.isEmpty() ? Result.NOTHING_FOUND : Result.PARTLY_ASSESSED;
    }

    /** What can be said of a control. */
    enum Result {
        FINDINGS("findings"),
        NOTHING_FOUND("nothing found"),
        PARTLY_ASSESSED("nothing found, rules are off"),
        NOT_ASSESSED("not assessed here");

        private final String words;

        Result(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
