package cloud.kuryzhev.rbacguard.kube.backstop;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Mode;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackstopTest {

    @Test
    void whatRefusesWhatWarnsRolesAndBindingsAreFourPoliciesWithABindingEach() {
        Backstop backstop = Backstop.of(Policy.DEFAULT, Instant.EPOCH);

        assertThat(backstop.objects())
                .extracting(object -> object.getMetadata().getName())
                .containsExactlyElementsOf(Backstop.NAMES.stream()
                        .flatMap(name -> List.of(name, name).stream())
                        .toList());
        assertThat(backstop.objects())
                .filteredOn(ValidatingAdmissionPolicyBinding.class::isInstance)
                .extracting(
                        it -> ((ValidatingAdmissionPolicyBinding) it).getSpec().getValidationActions())
                .containsExactly(List.of("Deny"), List.of("Deny"), List.of("Warn"), List.of("Warn"));
    }

    @ParameterizedTest
    @CsvSource({"WARN, Warn", "AUDIT, Audit"})
    void aPolicyThatIsNotEnforcedRefusesNothingHereEither(Mode mode, String action) {
        List<HasMetadata> objects =
                Backstop.of(Policy.DEFAULT.in(mode), Instant.EPOCH).objects();

        assertThat(objects)
                .filteredOn(ValidatingAdmissionPolicyBinding.class::isInstance)
                .hasSize(4)
                .extracting(
                        it -> ((ValidatingAdmissionPolicyBinding) it).getSpec().getValidationActions())
                .containsOnly(List.of(action));
        assertThat(objects)
                .filteredOn(ValidatingAdmissionPolicy.class::isInstance)
                .extracting(it -> ((ValidatingAdmissionPolicy) it).getSpec().getFailurePolicy())
                .containsOnly("Ignore");
    }

    @Test
    void whatCannotBeSaidInCelIsToldInTheResultAndOnThePolicies() {
        Backstop backstop = Backstop.of(Policy.DEFAULT, Instant.EPOCH);

        assertThat(backstop.notCarried()).containsKey("too_large_to_judge");
        assertThat(backstop.objects().getFirst().getMetadata().getAnnotations())
                .containsKey("audit.kuryzhev.cloud/not-carried.too_large_to_judge");
    }

    @Test
    void aRuleThatIsOffIsNeitherCarriedNorMissed() {
        Backstop backstop = Backstop.of(everything(Action.OFF), Instant.EPOCH);

        assertThat(backstop.objects()).isEmpty();
        assertThat(backstop.notCarried()).isEmpty();
    }

    @Test
    void onePolicyHasOneText() {
        assertThat(Backstop.of(everything(Action.DENY), Instant.EPOCH))
                .isEqualTo(Backstop.of(everything(Action.DENY), Instant.EPOCH));
    }

    @Test
    void namesCannotEndTheStringTheyStandIn() {
        Policy policy = Policy.of(Set.of("\"] == [] || true || [\"", "a\\", "b\nc"), Set.of(), Set.of());

        assertThat(variable(Backstop.of(policy, Instant.EPOCH).objects(), "forbidden_subject"))
                .contains("s.who in [\"\\\"] == [] || true || [\\\"\", \"a\\\\\", \"b\\u000ac\"]");
    }

    private static String variable(List<HasMetadata> objects, String name) {
        return objects.stream()
                .filter(ValidatingAdmissionPolicy.class::isInstance)
                .map(ValidatingAdmissionPolicy.class::cast)
                .flatMap(policy -> policy.getSpec().getVariables().stream())
                .filter(variable -> variable.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getExpression();
    }

    private static Policy everything(Action action) {
        Map<String, Action> actions =
                Rule.CATALOGUE.stream().collect(toMap(rule -> rule.spec().id(), _ -> action));
        return Policy.DEFAULT.withActions(actions);
    }
}
