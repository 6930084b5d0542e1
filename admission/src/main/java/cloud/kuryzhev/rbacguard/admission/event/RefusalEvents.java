package cloud.kuryzhev.rbacguard.admission.event;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Tells refusals by events, from a thread of its own: a request never waits for one, and too many are counted and forgotten. */
@Component
final class RefusalEvents implements Consumer<Refusal>, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalEvents.class);
    private static final int WAITING = 256;

    private final BlockingQueue<Refusal> waiting = new ArrayBlockingQueue<>(WAITING);
    private final EventsProperties properties;
    private final EventBudget budget;
    private final EventWriter writer;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Thread thread;

    RefusalEvents(EventsProperties properties, KubernetesClient client, MeterRegistry registry, Clock clock) {
        this.properties = properties;
        this.budget = new EventBudget(properties.between(), properties.perMinute());
        this.writer =
                new EventWriter(client, ManagementFactory.getRuntimeMXBean().getName());
        this.registry = registry;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("refusal-events").start(this::run);
    }

    /** Tells it some time soon, or never. */
    @Override
    public void accept(Refusal refusal) {
        if (properties.enabled() && !waiting.offer(refusal)) {
            count("queue_full");
        }
    }

    private void run() {
        try {
            while (true) {
                write(waiting.take());
            }
        } catch (InterruptedException _) {
            // the service ends; what still waits is lost, as events may be
        }
    }

    private void write(Refusal refusal) {
        EventBudget.Answer answer = budget.ask(refusal.sameness(), clock.instant());
        if (answer != EventBudget.Answer.WRITE) {
            count(answer.name().toLowerCase(Locale.ROOT));
            return;
        }
        try {
            writer.write(refusal, clock.instant());
            count("written");
        } catch (KubernetesClientException e) {
            LOG.warn("event {} about {} could not be written: {}", refusal.reason(), refusal.about(), why(e));
            count("failed");
        }
    }

    private static @Nullable String why(KubernetesClientException e) {
        return e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
    }

    private void count(String result) {
        Counter.builder("rbac.guard.events")
                .description("Events about refusals; all but the written ones were dropped")
                .tag("result", result)
                .register(registry)
                .increment();
    }

    @Override
    public void destroy() {
        thread.interrupt();
    }
}
