package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the audit log has shown so far, as RBACUsage and RBACViolation objects have it. */
final class Evidence implements Check {

    private static final String GROUP = "/apis/audit.kuryzhev.cloud/v1alpha1/";

    /** An object is written anew at the latest when its time has moved on by a week. */
    private static final Duration STALE = Duration.ofDays(8);

    private static final String ARRIVING = "see docs/audit.md, \"Is it arriving?\"";

    @Override
    public String name() {
        return "evidence";
    }

    @Override
    public String why() {
        return "suggestions speak of what was seen, over the time that was seen without a gap";
    }

    @Override
    public List<Seen> look(Site site) {
        var seen = new ArrayList<Seen>();
        seen.add(
                switch (site.api().get(GROUP + "rbacusages")) {
                    case Answer.Absent _ ->
                        new Seen(Verdict.UNKNOWN, "there are no RBACUsages: see \"custom resources\"", "");
                    case Answer.Refused refused -> Seen.unknown("RBACUsages", refused);
                    case Answer.Found found -> usages(Site.each(found.json().path("items")), site.now());
                });
        if (site.api().get(GROUP + "rbacviolations") instanceof Answer.Found found) {
            seen.add(violations(Site.each(found.json().path("items"))));
        }
        return seen;
    }

    private static Seen usages(List<JsonNode> usages, Instant now) {
        List<JsonNode> windows =
                usages.stream().map(it -> it.path("spec").path("window")).toList();
        // RFC 3339 in UTC, and so in the order of time
        String latest = windows.stream()
                .map(it -> it.path("to").asText())
                .max(Comparator.naturalOrder())
                .orElse("");
        String said = usages.size() + " users and service accounts were seen, the last event was at " + latest;
        if (latest.isEmpty()) {
            return Seen.warn("no audit event is known to have arrived", ARRIVING);
        }
        if (latest.compareTo(now.minus(STALE).toString()) < 0) {
            return Seen.warn(said, ARRIVING);
        }
        return windows.stream().allMatch(it -> it.path("gapless").asBoolean())
                ? Seen.ok(said)
                : Seen.warn(
                        said + "; some events may have been missed before",
                        "rbac_guard_audit_gap_causes says why; suggestions wait until the time since is long enough");
    }

    private static Seen violations(List<JsonNode> violations) {
        long granted = sum(violations, "permissions");
        long unobservable = sum(violations, "unobservable");
        return Seen.ok(violations.size() + " violations; of " + granted
                + " permissions that they compare with their use " + unobservable + " are unobservable");
    }

    private static long sum(List<JsonNode> violations, String field) {
        return violations.stream()
                .mapToLong(it -> it.path("spec").path("gap").path(field).asLong())
                .sum();
    }
}
