package cloud.kuryzhev.rbacguard.policy.usage;

import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightTest {

    @ParameterizedTest
    @ValueSource(strings = {" ", "~", "a", "/", "#", "[", "]"})
    void whatJsonWritesAsItIsWeighsOne(String text) {
        assertThat(Weight.of(text) - Weight.of("")).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "\u001f", "\u007f", "ü"})
    void whatJsonMayEscapeWeighsSix(String text) {
        assertThat(Weight.of(text) - Weight.of("")).isEqualTo(6);
    }

    @Test
    void aRuleWeighsMoreByEachOfItsTexts() {
        assertThat(Weight.of(rule("get,list", "-", "pods")) - Weight.of(rule("get", "-", "pods")))
                .isEqualTo(Weight.of("list"));
    }
}
