package cloud.kuryzhev.rbacguard.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForbiddenMessageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "Error from server (Forbidden): pods is forbidden: User \"alice\" cannot list resource \"pods\" in API group \"\" in the namespace \"shop\" | User alice may not list pods -n shop",
                "Error from server (Forbidden): pods \"web\" is forbidden: User \"alice\" cannot get resource \"pods\" in API group \"\" in the namespace \"shop\" | User alice may not get pods web -n shop",
                "Error from server (Forbidden): nodes is forbidden: User \"system:serviceaccount:a:b\" cannot list resource \"nodes\" in API group \"\" at the cluster scope | ServiceAccount a/b may not list nodes",
                "pods \"web\" is forbidden: User \"alice\" cannot create resource \"pods/exec\" in API group \"\" in the namespace \"shop\" | User alice may not create pods/exec web -n shop",
                "forbidden: User \"system:anonymous\" cannot get path \"/metrics\" | User system:anonymous may not get /metrics",
                "nodes.metrics.k8s.io is forbidden: User \"alice\" cannot list resource \"nodes\" in API group \"metrics.k8s.io\" at the cluster scope | User alice may not list nodes.metrics.k8s.io",
                "E0301 reflector.go:150] \"Unhandled Error\" err=\"failed to watch *v1.Pod: failed to list *v1.Pod: pods is forbidden: User \\\"system:serviceaccount:a:b\\\" cannot list resource \\\"pods\\\" in API group \\\"\\\" at the cluster scope\" | ServiceAccount a/b may not list pods",
                "Error: INSTALLATION FAILED: could not get information about the resource Deployment \"web\" in namespace \"shop\": deployments.apps \"web\" is forbidden: User \"ci\" cannot get resource \"deployments\" in API group \"apps\" in the namespace \"shop\" | User ci may not get deployments.apps web -n shop",
                "pods is forbidden: User \"alice\" cannot list resource \"pods\" in API group \"\" in the namespace \"shop\": RBAC: role.rbac.authorization.k8s.io \"gone\" not found | User alice may not list pods -n shop"
            })
    void aMessageSaysWhoWasDeniedWhat(String message, String denial) {
        assertThat(ForbiddenMessage.parse(message)).get().hasToString(denial);
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
        assertThat(ForbiddenMessage.otherReason("pods \"x\" is forbidden: violates PodSecurity \"restricted\""))
                .isPresent();
    }
}
