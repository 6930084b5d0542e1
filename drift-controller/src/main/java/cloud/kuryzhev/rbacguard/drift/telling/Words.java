package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RbacChange;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.function.Predicate;
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

    /** Of objects of that kind. */
    static String apiVersion(String kind) {
        return switch (kind) {
            case "ConfigMap" -> "v1";
            case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration" -> "admissionregistration.k8s.io/v1";
            case "CustomResourceDefinition" -> "apiextensions.k8s.io/v1";
            default -> Kind.API_GROUP + "/v1";
        };
    }

    /** What happened, in the past tense and without a subject. */
    static String happened(Notice notice) {
        if (notice.isNoted()) {
            return "was changed";
        }
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

    /** Who changed the object since it was told last, from where, and what; {@code ""} if nobody did. */
    static String changes(Notice notice) {
        String since = notice.before().map(Told::at).orElse("");
        return notice.violation().getSpec().changes().stream()
                .filter(it -> it.at().compareTo(since) >= 0)
                .map(Words::change)
                .collect(Collectors.joining("; "));
    }

    /** What is told of changes, whoever made them: that may become known later. */
    static String changed(RBACViolation violation, Predicate<RbacChange> which) {
        return violation.getSpec().changes().stream()
                .filter(which)
                .map(it -> it.what() + it.diff())
                .collect(Collectors.joining());
    }

    private static String change(RbacChange change) {
        String from = change.from().isEmpty() ? "" : " from " + String.join(", ", change.from());
        String agent = change.agent() == null ? "" : " (" + change.agent() + ")";
        String outside = RbacChange.OUTSIDE.equals(change.admission()) ? ", without the admission webhook" : "";
        return change.what() + " at " + change.at() + " by " + (change.by() == null ? "somebody" : change.by()) + from
                + agent + outside + ":\n" + change.diff();
    }

    /** For an event. */
    static String message(Notice notice) {
        if (notice.isNoted()) {
            return Text.cut(changes(notice), MAX_MESSAGE);
        }
        String message =
                switch (notice.what()) {
                    case APPEARED, CHANGED -> found(notice);
                    case RETURNED -> notice.isBack() ? found(notice) : conditions(notice);
                    case RESOLVED -> "no longer found";
                    case DECIDED, APPLIED, REGRESSED -> conditions(notice);
                };
        String changes = changes(notice);
        return Text.cut(changes.isEmpty() ? message : message + "; " + changes, MAX_MESSAGE);
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
