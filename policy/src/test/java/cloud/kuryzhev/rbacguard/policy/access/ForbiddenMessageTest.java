package cloud.kuryzhev.rbacguard.policy.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ForbiddenMessageTest {

    @ParameterizedTest
    @CsvFileSource(resources = "forbidden.csv", delimiter = '|', quoteCharacter = '\0')
    void aMessageSaysWhoWasDeniedWhat(String message, String denial) {
        assertThat(ForbiddenMessage.parse(message)).get().hasToString(denial);
    }

    @Test
    void aMessageMayBeWrapped() {
        assertThat(
                        ForbiddenMessage.parse(
                                "pods is forbidden: User\n  \"a\" cannot list resource\r\n\t\"pods\" in API group \"\" in the\nnamespace \"shop\""))
                .get()
                .hasToString("User a may not list pods -n shop");
    }

    @Test
    void aMessageOfSomethingElseSaysNothing() {
        assertThat(ForbiddenMessage.parse("pods \"x\" not found")).isEmpty();
        assertThat(ForbiddenMessage.parse("User \"".repeat(20_000))).isEmpty();
    }

    @Test
    void aRefusalAfterAuthorizationIsToldFromADenial() {
        assertThat(ForbiddenMessage.otherReason("admission webhook \"x\" denied the request: no"))
                .isPresent();
        assertThat(
                        ForbiddenMessage.otherReason(
                                "clusterroles.rbac.authorization.k8s.io \"x\" is forbidden: user \"ci\" (groups=[\"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"get\"]}"))
                .isPresent();
        assertThat(ForbiddenMessage.otherReason("pods \"x\" is forbidden: violates PodSecurity \"restricted\""))
                .isPresent();
        assertThat(ForbiddenMessage.otherReason("pods \"x\" is forbidden: exceeded quota: small"))
                .hasValueSatisfying(it -> assertThat(it).contains("ResourceQuota"));
        assertThat(ForbiddenMessage.otherReason("denied by ValidatingAdmissionPolicy 'x'"))
                .hasValueSatisfying(it -> assertThat(it).contains("admission"));
        assertThat(ForbiddenMessage.otherReason("attempt to grant extra privileges"))
                .isPresent();
        assertThat(ForbiddenMessage.otherReason("User \"a\" cannot list resource \"pods\""))
                .isEmpty();
    }
}
