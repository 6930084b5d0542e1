package cloud.kuryzhev.rbacguard.drift.own;

import cloud.kuryzhev.rbacguard.drift.repeated.Repeated;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Looks at the guard's objects every two seconds, on the leader, and remembers what is wrong with them. */
public final class OwnWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final OwnObjects objects;
    private final BooleanSupplier leading;
    private final Runnable onNews;
    private final Repeated looking;
    private volatile List<Tampering> found = List.of();

    /** @param onNews runs when something else is wrong than before */
    public OwnWatch(OwnObjects objects, BooleanSupplier leading, Runnable onNews) {
        this.objects = objects;
        this.leading = leading;
        this.onNews = onNews;
        this.looking = Repeated.start("own-watch", this::step);
    }

    /** What is wrong now. */
    public List<Tampering> found() {
        return found;
    }

    @Override
    public void close() {
        looking.close();
    }

    private Duration step() {
        if (leading.getAsBoolean()) {
            List<Tampering> before = found;
            found = objects.look();
            if (!found.equals(before)) {
                onNews.run();
            }
        }
        return PERIOD;
    }
}
