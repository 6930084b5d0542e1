package cloud.kuryzhev.rbacguard.policy.drift;

import cloud.kuryzhev.rbacguard.policy.drift.Schedules.Schedule;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * How long something must be observed: as long as the settings say, and at least for two runs of what runs most seldom beside it.
 *
 * @param schedule what makes it longer than the settings do
 */
public record RequiredWindow(Duration length, Optional<Schedule> schedule, boolean schedulesKnown) {

    static RequiredWindow of(Duration minimum, Schedules schedules, Collection<Subject> subjects) {
        Optional<Schedule> longer = schedules
                .longest(subjects)
                .filter(it -> it.period().multipliedBy(2).compareTo(minimum) > 0);
        return new RequiredWindow(
                longer.map(it -> it.period().multipliedBy(2)).orElse(minimum), longer, schedules.known());
    }

    /** As people read it: {@code 60 d 0 h, twice the longest time between two runs of CronJob shop/report}. */
    @Override
    public String toString() {
        return readable() + schedule.map(RequiredWindow::twice).orElse("");
    }

    static String twice(Schedule schedule) {
        return ", twice the longest time between two runs of " + schedule;
    }

    /** The length in its two largest units. */
    String readable() {
        if (length.toDays() > 0) {
            return length.toDays() + " d " + length.toHoursPart() + " h";
        }
        return length.toHours() > 0
                ? length.toHours() + " h " + length.toMinutesPart() + " min"
                : length.toMinutes() + " min " + length.toSecondsPart() + " s";
    }
}
