package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.stream.Collectors;

/** What is said of violations, whoever is told. */
final class Words {

    private static final int MAX_MESSAGE = 1024; // of an event: the API server takes no longer one

    private Words() {}

    /** Of the offending object: kind, and namespace and name. */
    static String object(RBACViolation violation) {
        RBACViolationSpec spec = violation.getSpec();
        return spec.sourceKind() + " " + (spec.sourceNamespace() == null ? "" : spec.sourceNamespace() + "/")
                + spec.sourceName();
    }

    /** What happened, in the past tense and without a subject. */
    static String happened(Notice notice) {
        return switch (notice.what()) {
            case APPEARED -> "appeared";
            case CHANGED -> "changed";
            case DECIDED -> "was decided: " + notice.phase();
            case APPLIED -> "was replaced by what is suggested, and is watched";
            case REGRESSED -> "regressed: a permission that was taken away was asked for again";
            case RETURNED -> "is open again";
            case RESOLVED -> "is resolved";
        };
    }

    /** How to read all of it. */
    static String next(RBACViolation violation) {
        return "kubectl -n " + violation.getMetadata().getNamespace() + " describe rbacviolation "
                + violation.getMetadata().getName();
    }

    /** The first finding, of which there is at least one in what this controller writes. */
    static String finding(RBACViolation violation) {
        return violation.getSpec().findings().stream()
                .findFirst()
                .map(it -> it.rule() + " at " + it.field() + ": " + it.reason())
                .orElse(String.join(", ", violation.getSpec().violatedRules()));
    }

    /** For an event. */
    static String message(Notice notice) {
        String message =
                switch (notice.what()) {
                    case APPEARED, CHANGED -> found(notice);
                    case RETURNED -> notice.isBack() ? found(notice) : conditions(notice);
                    case RESOLVED -> "no longer found";
                    case DECIDED, APPLIED, REGRESSED -> conditions(notice);
                };
        return Text.cut(message, MAX_MESSAGE);
    }

    private static String found(Notice notice) {
        return finding(notice.violation()) + ". Next: " + next(notice.violation());
    }

    private static String conditions(Notice notice) {
        String why = notice.violation().getStatus().conditions().stream()
                .skip(1) // that it is found, or is not, goes without saying
                .map(Words::condition)
                .collect(Collectors.joining("; "));
        return why.isEmpty() ? "no decision stands" : why;
    }

    private static String condition(Condition condition) {
        return condition.getReason() + " " + condition.getMessage();
    }
}
