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

        private static final int SHOWN = 50;

        public Denied {
            findings = List.copyOf(findings);
        }

        /** The ids of the rules that are broken, each once. */
        public List<String> rules() {
            return findings.stream().map(Finding::rule).distinct().toList();
        }

        /** What the requester reads: every finding with its rule, field, reason and fix; of very many the first 50. */
        public String message() {
            String shown = findings.stream().limit(SHOWN).map(Denied::paragraph).collect(Collectors.joining("\n"));
            return "rbac-guard refused " + object + ":\n" + shown
                    + (findings.size() > SHOWN ? "\n- and " + (findings.size() - SHOWN) + " more" : "");
        }

        private static String paragraph(Finding finding) {
            return "- " + finding.rule() + " (" + finding.severity() + ") at " + finding.field() + ": "
                    + finding.reason() + ". Instead: " + finding.fix() + ".";
        }
    }
}
