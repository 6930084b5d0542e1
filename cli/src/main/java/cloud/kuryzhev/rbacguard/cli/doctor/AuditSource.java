package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import java.util.List;

/** Where audit events come from, as the controller is told. */
final class AuditSource implements Check {

    private static final String SECRET = "rbac-guard-audit-tls";
    private static final String RECIPES = "follow the recipe of your cluster in docs/audit.md";

    @Override
    public String name() {
        return "audit events";
    }

    @Override
    public String why() {
        return "without them nothing is known to be used, and no smaller role is ever suggested";
    }

    @Override
    public List<Seen> look(Site site) {
        var arguments = Arguments.of(site);
        if (!arguments.known()) {
            return List.of(new Seen(Verdict.UNKNOWN, "the drift controller's arguments cannot be read", ""));
        }
        if (arguments.has("intake.webhook.port")) {
            return List.of(webhook(site));
        }
        if (arguments.has("intake.")) {
            return List.of(Seen.ok("taken in by push or from Kafka"));
        }
        return List.of(arguments
                .value("audit-log")
                .map(it -> Seen.ok("read from " + it))
                .orElseGet(() -> Seen.warn("no source is set", RECIPES)));
    }

    private static Seen webhook(Site site) {
        return switch (site.here("/api/v1", "secrets/" + SECRET)) {
            case Answer.Absent _ ->
                Seen.fail(
                        "Secret " + SECRET + " is not there, so the drift controller cannot start",
                        "make it: docs/audit.md, kubeadm, step 1");
            case Answer.Refused refused -> Seen.unknown("Secret " + SECRET, refused);
            case Answer.Found _ -> Seen.ok("posted by the API server");
        };
    }
}
