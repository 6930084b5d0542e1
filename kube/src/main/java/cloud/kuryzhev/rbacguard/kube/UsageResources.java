package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsage;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsageSpec;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsageSpec.DeniedAccess;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsageSpec.ObservedWindow;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsageSpec.Omitted;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsageSpec.SeenFrom;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsageSpec.SubjectName;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsageSpec.UsedAccess;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsageSpec.UsedDay;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACUsageSpec.UsedRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.DayOfUse;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.DeniedPermission;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Totals;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedScope;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link RBACUsage} and the model's summary: where it lies, how it is written, how it is read. */
public final class UsageResources {

    private static final int MOST_PLACES = 8;

    private UsageResources() {}

    /** Where the object about one subject lies. */
    public record Place(String namespace, String name) {}

    /**
     * The one place of {@code subject}'s object: a service account's namespace, or {@code releaseNamespace} for a user. No two subjects
     * share one.
     */
    public static Place place(Subject subject, String releaseNamespace) {
        return switch (subject) {
            case Subject.ServiceAccount account ->
                new Place(account.namespace(), DerivedName.of("serviceaccount-" + account.name(), subject.toString()));
            case Subject.User user ->
                new Place(releaseNamespace, DerivedName.of("user-" + user.name(), subject.toString()));
            case Subject.Group group ->
                new Place(releaseNamespace, DerivedName.of("group-" + group.name(), subject.toString()));
        };
    }

    /** The summary as the object's spec; times to the second. */
    public static RBACUsageSpec toSpec(UsageSummary summary) {
        return toSpec(summary, List.of(), List.of(), List.of());
    }

    /**
     * The same with the pods and nodes it was seen from, of which the first {@value #MOST_PLACES} are named.
     *
     * @param days the oldest first
     */
    public static RBACUsageSpec toSpec(
            UsageSummary summary, List<String> pods, List<String> nodes, List<DayOfUse> days) {
        Totals totals = summary.totals();
        return new RBACUsageSpec(
                subject(summary.subject()),
                new ObservedWindow(
                        rfc3339(summary.window().from()),
                        rfc3339(summary.window().to()),
                        summary.window().gapless()),
                totals.permissions(),
                summary.lastSeen().map(UsageResources::rfc3339).orElse(null),
                summary.used().stream().map(UsageResources::access).toList(),
                totals.denied(),
                summary.denied().stream().map(UsageResources::denied).toList(),
                pods.isEmpty() && nodes.isEmpty()
                        ? null
                        : new SeenFrom(named(pods), others(pods), named(nodes), others(nodes)),
                days.stream()
                        .map(it -> new UsedDay(it.day().toString(), it.requests(), it.denied()))
                        .toList(),
                summary.truncated(),
                summary.truncated() ? new Omitted(totals.omittedPermissions(), totals.omittedDenied()) : null);
    }

    private static List<String> named(List<String> places) {
        return places.subList(0, Math.min(MOST_PLACES, places.size()));
    }

    private static int others(List<String> places) {
        return Math.max(0, places.size() - MOST_PLACES);
    }

    /** The newest {@value DayOfUse#MOST} days that {@code object} holds, the oldest first; without what is no day. */
    public static List<DayOfUse> days(RBACUsage object) {
        List<DayOfUse> days = object.getSpec() == null
                ? List.of()
                : object.getSpec().byDay().stream()
                        .flatMap(UsageResources::day)
                        .sorted(Comparator.comparing(DayOfUse::day))
                        .toList();
        return days.subList(Math.max(0, days.size() - DayOfUse.MOST), days.size());
    }

    private static Stream<DayOfUse> day(UsedDay it) {
        try {
            return Stream.of(new DayOfUse(LocalDate.parse(orEmpty(it.day())), it.requests(), it.denied()));
        } catch (DateTimeException _) {
            return Stream.empty();
        }
    }

    /** The summary that {@code object} holds; empty if somebody wrote times into it that are none. */
    public static Optional<UsageSummary> toModel(RBACUsage object) {
        try {
            return Optional.ofNullable(object.getSpec()).flatMap(UsageResources::summary);
        } catch (DateTimeException | NullPointerException e) {
            return Optional
                    .empty(); // a time that is none, or a field that is missing: the schema does not demand them all
        }
    }

    private static Optional<UsageSummary> summary(RBACUsageSpec spec) {
        Subject subject = Subjects.toModel(
                spec.subject().kind(),
                spec.subject().namespace(),
                spec.subject().name(),
                "");
        Omitted omitted = spec.omitted() == null ? new Omitted(0, 0) : spec.omitted();
        return Optional.of(new UsageSummary(
                subject,
                new Window(
                        Instant.parse(spec.window().from()),
                        Instant.parse(spec.window().to()),
                        spec.window().gapless()),
                spec.used().stream().map(UsageResources::scope).toList(),
                spec.denied().stream().map(UsageResources::denied).toList(),
                new Totals(spec.permissions(), omitted.permissions(), spec.deniedPermissions(), omitted.denied())));
    }

    private static SubjectName subject(Subject subject) {
        return switch (subject) {
            case Subject.ServiceAccount account ->
                new SubjectName("ServiceAccount", account.namespace(), account.name());
            case Subject.User user -> new SubjectName("User", null, user.name());
            case Subject.Group group -> new SubjectName("Group", null, group.name());
        };
    }

    private static UsedAccess access(UsedScope scope) {
        return new UsedAccess(
                scope.namespaces(),
                scope.rules().stream().map(UsageResources::rule).toList());
    }

    private static UsedScope scope(UsedAccess access) {
        return new UsedScope(
                access.namespaces(),
                access.rules().stream().map(UsageResources::rule).toList());
    }

    private static UsedRule rule(UsageSummary.UsedRule used) {
        PolicyRule rule = used.rule();
        return new UsedRule(
                rule.apiGroups(),
                rule.resources(),
                rule.resourceNames(),
                rule.nonResourceUrls(),
                rule.verbs(),
                rfc3339(used.seen().first()),
                rfc3339(used.seen().last()),
                used.seen().count());
    }

    private static UsageSummary.UsedRule rule(UsedRule used) {
        return new UsageSummary.UsedRule(
                new PolicyRule(
                        used.verbs(), used.apiGroups(), used.resources(), used.resourceNames(), used.nonResourceURLs()),
                seen(used.firstSeen(), used.lastSeen(), used.count()));
    }

    private static DeniedAccess denied(DeniedPermission denied) {
        Seen seen = denied.seen();
        return switch (denied.permission()) {
            case OnResource it ->
                new DeniedAccess(
                        it.verb(),
                        it.apiGroup(),
                        it.resource(),
                        it.name(),
                        it.namespace(),
                        null,
                        rfc3339(seen.first()),
                        rfc3339(seen.last()),
                        seen.count());
            case OnUrl it ->
                new DeniedAccess(
                        it.verb(),
                        null,
                        null,
                        null,
                        null,
                        it.path(),
                        rfc3339(seen.first()),
                        rfc3339(seen.last()),
                        seen.count());
        };
    }

    private static DeniedPermission denied(DeniedAccess it) {
        Seen seen = seen(it.firstSeen(), it.lastSeen(), it.count());
        return new DeniedPermission(
                it.nonResourceURL() == null
                        ? new OnResource(
                                orEmpty(it.verb()),
                                orEmpty(it.apiGroup()),
                                orEmpty(it.resource()),
                                orEmpty(it.name()),
                                orEmpty(it.namespace()))
                        : new OnUrl(orEmpty(it.verb()), it.nonResourceURL()),
                seen);
    }

    private static Seen seen(String first, String last, long count) {
        return new Seen(Instant.parse(first), Instant.parse(last), count);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String rfc3339(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
