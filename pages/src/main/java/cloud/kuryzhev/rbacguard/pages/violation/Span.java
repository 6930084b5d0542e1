package cloud.kuryzhev.rbacguard.pages.violation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/** For how long a snooze or a rejection can last. */
public enum Span {
    DAY("1d", "1 day", 1),
    WEEK("7d", "1 week", 7),
    MONTH("30d", "30 days", 30),
    QUARTER("90d", "90 days", 90);

    private final String text;
    private final String title;
    private final int days;

    Span(String text, String title, int days) {
        this.text = text;
        this.title = title;
        this.days = days;
    }

    /** The one that a form calls so. */
    public static Optional<Span> named(String text) {
        return Stream.of(values()).filter(it -> it.text.equals(text)).findFirst();
    }

    /** When it ends that begins now, RFC 3339. */
    public String end(Instant now) {
        return now.plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** As a form and {@code rbac-guard review --for} say it. */
    @Override
    public String toString() {
        return text;
    }
}
