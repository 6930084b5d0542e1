package cloud.kuryzhev.rbacguard.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.PolicyReading;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Problem;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Unusable;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Usable;
import java.util.List;

/** What comes of a text, read at {@link Given#NOW}. */
final class Reading {

    private Reading() {}

    static Usable usable(String yaml) {
        PolicyReading reading = PolicyReader.read(yaml, Given.NOW);
        assertThat(reading).isInstanceOf(Usable.class);
        return (Usable) reading;
    }

    static List<Problem> problems(String yaml) {
        PolicyReading reading = PolicyReader.read(yaml, Given.NOW);
        assertThat(reading).isInstanceOf(Unusable.class);
        return ((Unusable) reading).problems();
    }
}
