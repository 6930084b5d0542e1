package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.kube.SuggestedObjects;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.ShadowWatch;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.SuggestedChange;
import cloud.kuryzhev.rbacguard.policy.drift.Shadow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches suggestions that nobody has applied: from the cycle that makes one on, what its subjects do is judged against it. One that would
 * deny something is withdrawn, which is told with the one that is made instead.
 *
 * @param shadow of this cycle
 * @param time how long a suggestion should be watched before anybody approves it
 */
record ShadowWatches(Shadow shadow, Duration time, Instant now) {

    private static final int TOLD = 20;
    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * What is to be said now; {@code before} itself while that says enough, so that nothing is written for numbers that merely run on.
     *
     * @param last the suggestion that {@code before} is about
     * @param next the suggestion of this cycle
     */
    @Nullable
    ShadowWatch next(@Nullable ShadowWatch before, @Nullable SuggestedChange last, @Nullable SuggestedChange next) {
        List<String> denied = denied(before, last);
        if (next == null || !isProposal(next)) {
            return denied.isEmpty() ? null : begun(null, denied, null, null);
        }
        long requests = outcome(next, now).requests();
        if (!denied.isEmpty()) {
            return begun(requests, denied, ViolationStatuses.rfc3339(now), ViolationStatuses.rfc3339(now.plus(time)));
        }
        if (before == null || before.since() == null || !isSame(last, next)) {
            ShadowWatch fresh = begun(
                    requests, List.of(), ViolationStatuses.rfc3339(now), ViolationStatuses.rfc3339(now.plus(time)));
            return before == null ? fresh : remembering(fresh, before);
        }
        return counted(before, requests);
    }

    private List<String> denied(@Nullable ShadowWatch before, @Nullable SuggestedChange last) {
        if (before == null || before.since() == null || last == null || !isProposal(last)) {
            return List.of();
        }
        return outcome(last, ViolationStatuses.instant(before.since(), now)).denied().entrySet().stream()
                .flatMap(it -> it.getValue().stream().map(permission -> it.getKey() + ": " + permission))
                .limit(TOLD)
                .toList();
    }

    private Shadow.Outcome outcome(SuggestedChange change, Instant since) {
        return shadow.of(SuggestedObjects.of(change), SuggestedObjects.replaced(change), since);
    }

    private static boolean isProposal(SuggestedChange change) {
        return !change.delete().isEmpty() || !change.owned().isEmpty();
    }

    private static boolean isSame(@Nullable SuggestedChange last, SuggestedChange next) {
        return last != null
                && last.roles().equals(next.roles())
                && last.bindings().equals(next.bindings())
                && last.delete().equals(next.delete())
                && last.owned().equals(next.owned());
    }

    private ShadowWatch begun(
            @Nullable Long requests, List<String> denied, @Nullable String since, @Nullable String until) {
        return new ShadowWatch(
                since,
                until,
                since == null ? null : 0L,
                since,
                requests,
                denied,
                denied.isEmpty() ? null : ViolationStatuses.rfc3339(now));
    }

    private static ShadowWatch remembering(ShadowWatch fresh, ShadowWatch before) {
        return new ShadowWatch(
                fresh.since(),
                fresh.until(),
                fresh.requests(),
                fresh.asOf(),
                fresh.requestsBefore(),
                before.wouldDeny(),
                before.withdrawnAt());
    }

    private ShadowWatch counted(ShadowWatch before, long all) {
        long earlier = before.requestsBefore() == null ? 0 : before.requestsBefore();
        long known = before.requests() == null ? 0 : before.requests();
        long requests = Math.max(0, all - earlier);
        Duration age = Duration.between(ViolationStatuses.instant(before.asOf(), now), now);
        boolean isNews = requests > known
                && (age.compareTo(LONGEST) > 0 || (age.compareTo(SHORTEST) > 0 && requests >= 2 * known));
        return isNews
                ? new ShadowWatch(
                        before.since(),
                        before.until(),
                        requests,
                        ViolationStatuses.rfc3339(now),
                        earlier,
                        before.wouldDeny(),
                        before.withdrawnAt())
                : before;
    }
}
