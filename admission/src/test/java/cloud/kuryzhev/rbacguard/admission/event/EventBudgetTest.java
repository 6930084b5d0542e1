package cloud.kuryzhev.rbacguard.admission.event;

import static cloud.kuryzhev.rbacguard.admission.event.EventBudget.Answer.REPEATED;
import static cloud.kuryzhev.rbacguard.admission.event.EventBudget.Answer.TOO_MANY;
import static cloud.kuryzhev.rbacguard.admission.event.EventBudget.Answer.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.admission.event.Refusal.Sameness;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Target;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventBudgetTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private final EventBudget budget = new EventBudget(Duration.ofMinutes(5), 3);

    @Test
    void theSameIsToldOnceInAWhile() {
        assertThat(budget.ask(about("a"), NOW)).isEqualTo(WRITE);
        assertThat(budget.ask(about("a"), NOW.plusSeconds(299))).isEqualTo(REPEATED);
        assertThat(budget.ask(about("a"), NOW.plusSeconds(300))).isEqualTo(WRITE);
    }

    @Test
    void aMinuteHoldsSoManyAndTheNextAsMany() {
        for (String name : new String[] {"a", "b", "c"}) {
            assertThat(budget.ask(about(name), NOW)).isEqualTo(WRITE);
        }
        assertThat(budget.ask(about("d"), NOW.plusSeconds(59))).isEqualTo(TOO_MANY);
        assertThat(budget.ask(about("d"), NOW.plusSeconds(60))).isEqualTo(WRITE);
    }

    @Test
    void theOldestIsForgottenBeforeItTakesSpace() {
        var generous = new EventBudget(Duration.ofDays(1), 10_000);
        for (int i = 0; i < 1025; i++) {
            assertThat(generous.ask(about("n" + i), NOW)).isEqualTo(WRITE);
        }
        assertThat(generous.ask(about("n1024"), NOW)).isEqualTo(REPEATED);
        assertThat(generous.ask(about("n0"), NOW)).isEqualTo(WRITE);
    }

    private static Sameness about(String name) {
        return new Sameness(new Target("v1", "ConfigMap", "", "team", name), "RBACDenied", "wildcard_verb");
    }
}
