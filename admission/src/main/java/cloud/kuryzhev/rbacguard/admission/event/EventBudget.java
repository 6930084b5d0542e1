package cloud.kuryzhev.rbacguard.admission.event;

import cloud.kuryzhev.rbacguard.admission.event.Refusal.Sameness;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many events may be written: one in a while about the same, and so many in a minute about anything. Not safe for threads. */
final class EventBudget {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int REMEMBERED = 1024;

    private final Duration between;
    private final int perMinute;
    private final Map<Sameness, Instant> told = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sameness, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    private Instant minute = Instant.MIN;
    private int inThisMinute;

    EventBudget(Duration between, int perMinute) {
        this.between = between;
        this.perMinute = perMinute;
    }

    enum Answer {
        WRITE,
        REPEATED,
        TOO_MANY
    }

    Answer ask(Sameness refusal, Instant now) {
        Instant last = told.get(refusal);
        if (last != null && now.isBefore(last.plus(between))) {
            return Answer.REPEATED;
        }
        if (minute.equals(Instant.MIN) || !now.isBefore(minute.plus(MINUTE))) {
            minute = now;
            inThisMinute = 0;
        }
        if (inThisMinute == perMinute) {
            return Answer.TOO_MANY;
        }
        inThisMinute++;
        told.put(refusal, now);
        return Answer.WRITE;
    }
}
