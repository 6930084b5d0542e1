package cloud.kuryzhev.rbacguard.admission;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Goes on answering for a while after the service was told to stop. It is not ready by then, but those who ask learn of that later: a
 * Service's endpoints, and connections that are kept.
 */
@Component
class Drain implements SmartLifecycle {

    private final Duration time;
    private volatile boolean running;

    Drain(@Value("${rbac-guard.drain}") Duration time) {
        this.time = time;
    }

    @Override
    public void start() {
        running = true;
    }

    /** First of all, as the default phase has it: the port closes after it. */
    @Override
    public void stop() {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
