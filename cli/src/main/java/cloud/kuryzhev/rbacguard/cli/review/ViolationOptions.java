package cloud.kuryzhev.rbacguard.cli.review;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.cli.state.ClusterOptions;
import cloud.kuryzhev.rbacguard.cli.state.LiveViolations;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ReviewDecision;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where violations are looked for and decided. */
final class ViolationOptions {

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Look in this namespace alone. Default: in all.")
    private String namespace = "";

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    /** Those of the live cluster. */
    Violations read() {
        try (LiveViolations live = cluster.violations()) {
            return new Violations(live.list(namespace));
        }
    }

    /**
     * Writes {@code decision} about {@code violation}, and says so.
     *
     * @param said such as "approved"
     */
    void decide(RBACViolation violation, ReviewDecision decision, String said, Console console) {
        refuseToRepeat(violation, decision);
        try (LiveViolations live = cluster.violations()) {
            RBACViolation written = live.decide(violation, decision);
            tell(written, said, console.out(), console.err());
        }
    }

    /** The same words would keep the name that stands under them. */
    private static void refuseToRepeat(RBACViolation violation, ReviewDecision decision) {
        ReviewDecision last = violation.getSpec().review();
        if (last != null && last.by() != null && decision.equals(unsigned(last))) {
            throw new UnusableInput(last.by() + " has decided just that at " + last.at()
                    + "; to decide it in your own name too, give another --reason");
        }
    }

    private static ReviewDecision unsigned(ReviewDecision it) {
        return new ReviewDecision(it.decision(), it.until(), it.about(), it.reason(), null, null);
    }

    private static void tell(RBACViolation written, String said, PrintWriter out, PrintWriter err) {
        ReviewDecision review = written.getSpec().review();
        String signer = review == null ? null : review.by();
        out.println(
                said + " RBACViolation " + Violations.id(written) + (signer == null ? "" : ", signed by " + signer));
        if (signer == null) {
            err.println("rbac-guard: nobody has signed it, so it does not count: is the admission service installed?");
        }
    }

    /** What a decision is about: what was looked at. */
    static @Nullable String content(RBACViolation violation) {
        return violation.getStatus() == null ? null : violation.getStatus().content();
    }

    static String required(@Nullable String name, String what) {
        if (name == null) {
            throw new UnusableInput("say which one to " + what + ": rbac-guard review lists them");
        }
        return name;
    }
}
