package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.util.List;
import java.util.stream.Collectors;

/** What comes of a {@link Review}. */
public sealed interface Decision {

    /** It may be stored. */
    record Allowed() implements Decision {}

    /** It may not. */
    record Denied(ObjectKey object, List<Finding> findings) implements Decision {

        public Denied {
            findings = List.copyOf(findings);
        }

        /** The ids of the rules that are broken, each once. */
        public List<String> rules() {
            return findings.stream().map(Finding::rule).distinct().toList();
        }

        /** What the requester reads: every finding with its rule, field, reason and fix. */
        public String message() {
            return "rbac-guard refused " + object + ":\n"
                    + findings.stream().map(Denied::paragraph).collect(Collectors.joining("\n"));
        }

        private static String paragraph(Finding finding) {
            return "- " + finding.rule() + " (" + finding.severity() + ") at " + finding.field() + ": "
                    + finding.reason() + ". Instead: " + finding.fix() + ".";
        }
    }
}
