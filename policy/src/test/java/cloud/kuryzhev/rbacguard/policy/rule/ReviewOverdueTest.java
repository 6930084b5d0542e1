package cloud.kuryzhev.rbacguard.policy.rule;

import static cloud.kuryzhev.rbacguard.policy.Given.NOW;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewOverdueTest {

    @Test
    void aReviewCountsForNinetyDaysUnlessThePolicySaysOtherwise() {
        assertThat(reason(NOW.minus(Duration.ofDays(90)).toString())).isEmpty();
        assertThat(reason(NOW.minus(Duration.ofDays(90)).minusSeconds(1).toString()))
                .hasValueSatisfying(it -> assertThat(it).contains("older than 90 d"));
    }

    @Test
    void aDateIsEnoughAndAnyTimeZoneWillDo() {
        assertThat(reason("2026-06-30")).isEmpty();
        assertThat(reason("2026-06-30T23:00:00+02:00")).isEmpty();
    }

    @Test
    void aClockThatIsABitAheadIsForgiven() {
        assertThat(reason(NOW.plusSeconds(200).toString())).isEmpty();
        assertThat(reason(NOW.plusSeconds(400).toString()))
                .hasValueSatisfying(it -> assertThat(it).contains("in the future"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "T", "2026-13-01", "2026-06-30T12:00", "yesterday", "+1000000000-01-01T00:00:00Z"})
    void whatIsNoTimeIsNoReview(String written) {
        assertThat(reason(written)).isPresent();
    }

    private static Optional<String> reason(String reviewed) {
        Binding binding = clusterRoleBinding("b", "view");
        var annotated = new Binding(
                binding.key(),
                binding.roleRef(),
                binding.subjects(),
                binding.metadata().withAnnotations(Map.of("audit.kuryzhev.cloud/reviewed-at", reviewed)));
        return new ReviewOverdue()
                .matches(annotated, Given.alone(Policy.DEFAULT))
                .map(Match::reason)
                .findFirst();
    }
}
