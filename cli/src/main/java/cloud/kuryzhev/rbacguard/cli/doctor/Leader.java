package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;

/** The drift controller's Lease: held, and renewed lately. */
final class Leader implements Check {

    private static final String LEASE = "rbac-guard-drift-controller";
    private static final Duration SKEW = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "leader";
    }

    @Override
    public String why() {
        return "only the holder of the Lease files violations and renews certificates";
    }

    @Override
    public List<Seen> look(Site site) {
        String fix = "kubectl -n " + site.namespace() + " logs deployment/rbac-guard-drift-controller";
        return List.of(
                switch (site.here("/apis/coordination.k8s.io/v1", "leases/" + LEASE)) {
                    case Answer.Absent _ ->
                        Seen.fail(
                                "there is no Lease " + site.namespace() + "/" + LEASE + ": no controller has ever led",
                                fix);
                    case Answer.Refused refused -> Seen.unknown("Lease " + LEASE, refused);
                    case Answer.Found found -> look(found.json().path("spec"), site.now(), fix);
                });
    }

    private static Seen look(JsonNode lease, Instant now, String fix) {
        String holder = lease.path("holderIdentity").asText();
        if (holder.isEmpty()) {
            return Seen.fail("nobody leads", fix);
        }
        try {
            Instant renewed =
                    OffsetDateTime.parse(lease.path("renewTime").asText()).toInstant();
            Duration age = Duration.between(renewed, now);
            Duration allowed =
                    Duration.ofSeconds(lease.path("leaseDurationSeconds").asLong(15));
            if (age.compareTo(allowed) > 0) {
                return Seen.fail(
                        holder + " renewed the Lease " + age.toSeconds() + " s ago, and may for " + allowed.toSeconds()
                                + " s",
                        fix);
            }
            return age.negated().compareTo(SKEW) > 0
                    ? Seen.warn(
                            holder + " leads, by a clock that is " + -age.toSeconds() + " s ahead of this one",
                            "set the clocks")
                    : Seen.ok(holder + " leads");
        } catch (DateTimeParseException _) {
            return Seen.fail("the Lease has no time of renewal", fix);
        }
    }
}
