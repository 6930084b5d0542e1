package cloud.kuryzhev.rbacguard.policy.usage;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one subject was seen to do, bounded in size: at most 300 rules and 200,000 characters.
 *
 * <p>Names come and go, so more than ten of one resource are written as none; that is what makes it short, and what keeps it from
 * changing with every pod.
 *
 * @param subject a user or a service account
 * @param used by scope
 * @param denied lately, in the permissions' order
 */
public record UsageSummary(
        Subject subject, Window window, List<UsedScope> used, List<DeniedPermission> denied, Totals totals) {

    /** How far behind a time may be before it is worth telling anew. */
    public static final Duration STEP = Duration.ofDays(7);

    public UsageSummary {
        used = List.copyOf(used);
        denied = List.copyOf(denied);
    }

    /**
     * The time it speaks of.
     *
     * @param gapless whether every event between was heard
     */
    public record Window(Instant from, Instant to, boolean gapless) {}

    /**
     * Rules that were used alike in each of some namespaces.
     *
     * @param namespaces {@code ""} for what is not asked in a namespace
     */
    public record UsedScope(List<String> namespaces, List<UsedRule> rules) {
        public UsedScope {
            namespaces = List.copyOf(namespaces);
            rules = List.copyOf(rules);
        }
    }

    /** What was used and when, all of the rule together. */
    public record UsedRule(PolicyRule rule, Seen seen) {}

    /** What was refused and when. */
    public record DeniedPermission(Permission permission, Seen seen) {}

    /**
     * How much there is.
     *
     * @param permissions used ones, more than ten names of a resource being one
     * @param omittedPermissions of those, how many had no room
     * @param denied refused ones, counted the same way
     * @param omittedDenied of those, how many had no room
     */
    public record Totals(int permissions, int omittedPermissions, int denied, int omittedDenied) {}

    /** The summary of {@code usage}, as far as {@code coverage} reaches. */
    public static UsageSummary of(Subject subject, SubjectUsage usage, Coverage coverage) {
        return Summarizer.summarize(subject, usage, coverage);
    }

    /** Whether something had no room. */
    public boolean truncated() {
        return totals.omittedPermissions() > 0 || totals.omittedDenied() > 0;
    }

    /** When the subject last used anything; empty if all it did was refused. */
    public Optional<Instant> lastSeen() {
        return used.stream()
                .flatMap(scope -> scope.rules().stream())
                .map(rule -> rule.seen().last())
                .max(Instant::compareTo);
    }

    /**
     * Whether it says more than {@code told} than that counts and times ran on: other rules or refusals, other limits, a time that
     * moved by {@link #STEP}, or a day that is whole now and was not when it was told.
     */
    public boolean isNewsAfter(UsageSummary told) {
        return !withoutNumbers().equals(told.withoutNumbers())
                || movedFar(times().toList(), told.times().toList())
                || wentOnBeforeMidnight(told.window.to());
    }

    /** Whether something was asked for later than {@code told}, and that day is over: what is counted on it is whole only now. */
    private boolean wentOnBeforeMidnight(Instant told) {
        return !day(window.to()).equals(day(told))
                && Stream.of(
                                used.stream()
                                        .flatMap(scope -> scope.rules().stream())
                                        .map(rule -> rule.seen().last()),
                                denied.stream().map(it -> it.seen().last()))
                        .flatMap(times -> times)
                        .anyMatch(last -> last.truncatedTo(ChronoUnit.SECONDS).isAfter(told)); // told to the second
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static boolean movedFar(List<Instant> now, List<Instant> before) {
        for (int i = 0; i < now.size(); i++) {
            if (Duration.between(before.get(i), now.get(i)).abs().compareTo(STEP) >= 0) {
                return true;
            }
        }
        return false;
    }

    private Stream<Instant> times() {
        return Stream.of(
                        Stream.of(window.from(), window.to()),
                        used.stream()
                                .flatMap(scope -> scope.rules().stream())
                                .flatMap(rule -> Stream.of(
                                        rule.seen().first(), rule.seen().last())),
                        denied.stream().map(it -> it.seen().last()))
                .flatMap(times -> times);
    }

    private UsageSummary withoutNumbers() {
        Seen any = Seen.once(Instant.EPOCH);
        return new UsageSummary(
                subject,
                new Window(Instant.EPOCH, Instant.EPOCH, window.gapless()),
                used.stream()
                        .map(scope -> new UsedScope(
                                scope.namespaces(),
                                scope.rules().stream()
                                        .map(rule -> new UsedRule(rule.rule(), any))
                                        .toList()))
                        .toList(),
                denied.stream()
                        .map(it -> new DeniedPermission(it.permission(), any))
                        .toList(),
                new Totals(0, Math.min(1, totals.omittedPermissions()), 0, Math.min(1, totals.omittedDenied())));
    }
}
