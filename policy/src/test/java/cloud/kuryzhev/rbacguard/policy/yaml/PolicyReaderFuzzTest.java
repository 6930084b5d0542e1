package cloud.kuryzhev.rbacguard.policy.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyReading;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever stands in the ConfigMap: a policy or problems that say where, and never an exception. */
class PolicyReaderFuzzTest {

    @FuzzTest
    void everyTextIsAPolicyOrHasProblems(byte[] bytes) {
        String yaml = new String(bytes, UTF_8);
        PolicyReading reading = PolicyReader.read(yaml, Given.NOW);

        assertThat(reading).isEqualTo(PolicyReader.read(yaml, Given.NOW));
        switch (reading) {
            case PolicyReading.Usable(Policy policy, var _) ->
                assertThat(policy.forbiddenSubjects()).noneMatch(String::isBlank);
            case PolicyReading.Unusable(var problems) ->
                assertThat(problems).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.line()).isPositive();
                    assertThat(problem.column()).isPositive();
                    assertThat(problem.message()).hasSizeLessThan(400).doesNotContain("\n");
                });
        }
    }
}
