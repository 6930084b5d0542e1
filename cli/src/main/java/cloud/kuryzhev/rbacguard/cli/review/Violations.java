package cloud.kuryzhev.rbacguard.cli.review;

import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationStatus;
import cloud.kuryzhev.rbacguard.policy.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Those of a cluster, the worst first. */
record Violations(List<RBACViolation> all) {

    private static final Set<String> WAITING = Set.of(RBACViolationStatus.OPEN, RBACViolationStatus.REGRESSED);

    private static final Comparator<RBACViolation> ORDER = Comparator.comparingInt(Violations::severity)
            .reversed()
            .thenComparing(it -> it.getMetadata().getNamespace())
            .thenComparing(it -> it.getMetadata().getName());

    Violations {
        all = all.stream()
                .filter(it -> it.getSpec() != null && it.getMetadata().getNamespace() != null)
                .sorted(ORDER)
                .toList();
    }

    /** Those that wait for somebody to decide. */
    Violations waiting() {
        return new Violations(
                all.stream().filter(it -> WAITING.contains(phase(it))).toList());
    }

    /**
     * The one that is called {@code name}, or is about an object of that name.
     *
     * @throws UnusableInput if there is none, or several
     */
    RBACViolation named(String name) {
        List<RBACViolation> named = Stream.of(
                        all.stream().filter(it -> it.getMetadata().getName().equals(name)),
                        all.stream().filter(it -> it.getSpec().sourceName().equals(name)))
                .map(Stream::toList)
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElseThrow(() -> new UnusableInput("no RBACViolation is called " + name
                        + ", or is about an object called so; rbac-guard review --all lists them"));
        if (named.size() > 1) {
            throw new UnusableInput("several are about an object called " + name + ": "
                    + named.stream().map(Violations::id).collect(Collectors.joining(", ")));
        }
        return named.getFirst();
    }

    static String phase(RBACViolation violation) {
        RBACViolationStatus status = violation.getStatus();
        return status == null || status.phase() == null ? "" : status.phase();
    }

    static String id(RBACViolation violation) {
        return violation.getMetadata().getNamespace() + "/"
                + violation.getMetadata().getName();
    }

    private static int severity(RBACViolation violation) {
        return Stream.of(Severity.values())
                .filter(it -> it.toString().equals(violation.getSpec().severity()))
                .mapToInt(Severity::ordinal)
                .findFirst()
                .orElse(-1);
    }
}
