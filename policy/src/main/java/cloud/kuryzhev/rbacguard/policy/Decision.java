package cloud.kuryzhev.rbacguard.policy;

import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What comes of a {@link Review}. */
public sealed interface Decision {

    /**
     * It may be stored.
     *
     * @param warnings for whoever made the request
     * @param recorded for the audit log only
     * @param exempted what would have been told or refused, for the audit log only
     */
    record Allowed(List<Finding> warnings, List<Finding> recorded, List<Exempted> exempted) implements Decision {

        /** Nothing is wrong with it, or nothing that is new. */
        public static final Allowed WITHOUT_A_WORD = new Allowed(List.of(), List.of());

        public Allowed {
            warnings = List.copyOf(warnings);
            recorded = List.copyOf(recorded);
            exempted = List.copyOf(exempted);
        }

        /** Without any exemption. */
        public Allowed(List<Finding> warnings, List<Finding> recorded) {
            this(warnings, recorded, List.of());
        }

        /** The same, with what whoever made the request would read kept for the audit log. */
        Allowed withoutWarnings() {
            return new Allowed(
                    List.of(),
                    Stream.concat(warnings.stream(), recorded.stream()).toList(),
                    exempted);
        }
    }

    /**
     * It may be stored, since the policy is not enforced; else it would be denied.
     *
     * @param told whether whoever made the request reads that
     */
    record Spared(Denied denial, boolean told) implements Decision {

        /** For whoever made the request: a heading, and each finding; nothing if they are not told. */
        public List<String> warnings() {
            return told
                    ? Stream.concat(
                                    Stream.of(
                                            "this " + denial.object().kind()
                                                    + " passes only because the policy's mode is warn; in mode enforce it is refused"),
                                    denial.findings().stream().map(Finding::sentence))
                            .toList()
                    : List.of();
        }
    }

    /**
     * It may not.
     *
     * @param refusals at least one
     * @param warnings what else is wrong with it
     * @param exempted what is not held against it
     */
    record Denied(ObjectKey object, List<Finding> refusals, List<Finding> warnings, List<Exempted> exempted)
            implements Decision {

        private static final int SHOWN = 50;

        public Denied {
            refusals = List.copyOf(refusals);
            warnings = List.copyOf(warnings);
            exempted = List.copyOf(exempted);
        }

        /** Without any exemption. */
        public Denied(ObjectKey object, List<Finding> refusals, List<Finding> warnings) {
            this(object, refusals, warnings, List.of());
        }

        /** What is wrong with it, what refuses it first. */
        public List<Finding> findings() {
            return Stream.concat(refusals.stream(), warnings.stream()).toList();
        }

        /** The ids of the rules that refuse it, each once. */
        public List<String> rules() {
            return refusals.stream().map(Finding::rule).distinct().toList();
        }

        /** What the requester reads: every finding with its rule, field, reason and fix; of very many the first 50. */
        public String message() {
            List<Finding> findings = findings();
            String shown = findings.stream()
                    .limit(SHOWN)
                    .map(finding -> "- " + finding.sentence())
                    .collect(Collectors.joining("\n"));
            return "rbac-guard refused " + object + ":\n" + shown
                    + (findings.size() > SHOWN ? "\n- and " + (findings.size() - SHOWN) + " more" : "");
        }
    }
}
