package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/** How far the drift controller is, by its metrics. */
final class Progress implements Check {

    private static final String SERVICE = "rbac-guard-drift-controller";
    private static final double LAG_SECONDS = 300;
    private static final Duration CYCLE = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "progress";
    }

    @Override
    public String why() {
        return "what is behind speaks of yesterday: a permission that is used today may be called unused";
    }

    @Override
    public List<Seen> look(Site site) {
        return switch (Health.ask(site, SERVICE, "/metrics")) {
            case Answer.Absent _ -> List.of(new Seen(Verdict.UNKNOWN, "there is no Service with metrics", ""));
            case Answer.Refused refused ->
                List.of(new Seen(
                        Verdict.UNKNOWN,
                        "metrics cannot be read through the API server: " + refused.why(),
                        "look at rbac_last_audit_timestamp and rbac_guard_audit_lag_seconds in your Prometheus"));
            case Answer.Found(String metrics) -> look(metrics, site);
        };
    }

    private static List<Seen> look(String metrics, Site site) {
        var seen = new ArrayList<Seen>();
        String fix = "kubectl -n " + site.namespace() + " logs deployment/" + SERVICE;
        value(metrics, "rbac_last_audit_timestamp", Math::max).ifPresent(last -> {
            long age = site.now().getEpochSecond() - (long) last;
            String said = "the last comparison ended " + age + " s ago";
            seen.add(age > CYCLE.toSeconds() ? Seen.fail(said, fix) : Seen.ok(said));
        });
        value(metrics, "rbac_guard_audit_lag_seconds", Math::max).ifPresent(lag -> {
            String said = "the newest event of the slowest source is " + (long) lag + " s old";
            seen.add(lag > LAG_SECONDS ? Seen.warn(said, fix) : Seen.ok(said));
        });
        value(metrics, "rbac_guard_audit_events_total", Double::sum)
                .ifPresent(events -> seen.add(Seen.ok((long) events + " audit events since its start")));
        return seen.isEmpty() ? List.of(Seen.warn("the metrics do not speak of audit events", fix)) : seen;
    }

    /** The values of all series of one name, in the text format of Prometheus, put together. */
    private static OptionalDouble value(String metrics, String name, DoubleBinaryOperator together) {
        return metrics.lines()
                .filter(it -> it.startsWith(name + "{") || it.startsWith(name + " "))
                .map(it -> it.substring(it.lastIndexOf(' ') + 1))
                .filter(it -> it.matches("[0-9.eE+-]+"))
                .mapToDouble(Double::parseDouble)
                .reduce(together);
    }
}
