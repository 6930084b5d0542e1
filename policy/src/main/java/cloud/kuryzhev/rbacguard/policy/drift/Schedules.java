package cloud.kuryzhev.rbacguard.policy.drift;

import static java.util.stream.Collectors.toMap;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * How seldom things happen in each namespace.
 *
 * @param known whether CronJobs could be read
 * @param longest of each namespace, the CronJob with the longest time between two runs
 */
public record Schedules(boolean known, Map<String, Schedule> longest) {

    /** CronJobs could not be read. */
    public static final Schedules UNKNOWN = new Schedules(false, Map.of());

    private static final String ALL_ACCOUNTS = "system:serviceaccounts";
    private static final String ALL = "system:authenticated";

    public Schedules {
        longest = Map.copyOf(longest);
    }

    /**
     * A CronJob.
     *
     * @param period the longest time between two runs of it
     */
    public record Schedule(String namespace, String name, Duration period) {

        private static final Comparator<Schedule> BY_PERIOD = Comparator.comparing(Schedule::period)
                .thenComparing(Schedule::namespace)
                .thenComparing(Schedule::name);

        @Override
        public String toString() {
            return "CronJob " + namespace + "/" + name;
        }
    }

    /** Of these CronJobs. */
    public static Schedules of(Collection<Schedule> schedules) {
        return new Schedules(
                true,
                schedules.stream()
                        .collect(toMap(Schedule::namespace, it -> it, BinaryOperator.maxBy(Schedule.BY_PERIOD))));
    }

    /** The one that runs most seldom of those that may act as one of {@code subjects}. */
    Optional<Schedule> longest(Collection<Subject> subjects) {
        return subjects.stream().flatMap(this::of).max(Schedule.BY_PERIOD);
    }

    private Stream<Schedule> of(Subject subject) {
        return switch (subject) {
            case Subject.ServiceAccount account -> Stream.ofNullable(longest.get(account.namespace()));
            case Subject.Group(String name)
            when name.equals(ALL_ACCOUNTS) || name.equals(ALL) -> longest.values().stream();
            case Subject.Group(String name)
            when name.startsWith(ALL_ACCOUNTS + ":") ->
                Stream.ofNullable(longest.get(name.substring(ALL_ACCOUNTS.length() + 1)));
            case Subject.Group _, Subject.User _ -> Stream.empty();
        };
    }
}
