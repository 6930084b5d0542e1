package cloud.kuryzhev.rbacguard.usage.event;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static cloud.kuryzhev.rbacguard.usage.event.Reading.observed;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Observation;
import cloud.kuryzhev.rbacguard.usage.EventJson;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagesAndDecisionsTest {

    private static final String USED = "used User alice: get pods web -n team";
    private static final String DENIED = "denied User alice: get pods web -n team";

    @Test
    void anObservationHasSubjectGroupsPermissionAndTime() {
        assertThat(Reading.meaning(event().allowed("")))
                .isEqualTo(new Meaning.Observed(List.of(new Observation(
                        new Subject.User("alice"),
                        List.of("devs"),
                        new Permission.OnResource("get", "", "pods", "web", "team"),
                        Instant.parse("2026-11-22T05:40:00.123456Z"),
                        Observation.Outcome.USED))));
    }

    @Test
    void aCompletedRequestIsObserved() {
        assertThat(observed(event().stage("ResponseComplete"))).containsExactly(USED);
    }

    /** Both log it, under different audit IDs; what its subject needs is the same one permission. */
    @Test
    void aRequestToAnAggregatedApiServerSaysTheSameInFrontAndBehind() {
        String uri = "/apis/metrics.k8s.io/v1beta1/pods";
        EventJson inFront = event().request("list", uri).object("metrics.k8s.io", "pods", "", "", "");
        EventJson behind = event().request("list", uri).object("metrics.k8s.io", "pods", "", "", "");
        assertThat(observed(behind.raw("auditID", "\"another\"").allowed("")))
                .isEqualTo(observed(inFront.allowed("RBAC: allowed by x")))
                .hasSize(1);
    }

    @Test
    void aReceivedRequestIsNot() {
        assertThat(observed(event().stage("RequestReceived").allowed(""))).containsExactly("skipped REQUEST_RECEIVED");
    }

    @Test
    void aStartedResponseIsObservedIfItWentWell() {
        assertThat(observed(event().stage("ResponseStarted").code(200))).containsExactly(USED);
        assertThat(observed(event().stage("ResponseStarted").code(101))).containsExactly(USED);
        assertThat(observed(event().stage("ResponseStarted").forbidden()))
                .containsExactly("skipped STARTED_WITH_ERROR");
    }

    @Test
    void aPanicIsObservedIfTheRequestWasDecidedBefore() {
        assertThat(observed(event().stage("Panic").code(500).allowed("RBAC: x")))
                .containsExactly(USED);
        assertThat(observed(event().stage("Panic").code(500))).containsExactly("skipped NO_OUTCOME");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 403, 404, 409, 422, 429, 500, 504})
    void whatWasAllowedIsUsedWhateverCameOfIt(int code) {
        assertThat(observed(event().code(code).allowed("RBAC: allowed by x"))).containsExactly(USED);
    }

    @Test
    void whatWasForbiddenIsDenied() {
        assertThat(observed(event().forbidden())).containsExactly(DENIED);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 200, 201, 302, 400, 404, 409, 410, 422, 500, 504})
    void withoutAnnotationsOtherCodesWereAuthorised(int code) {
        assertThat(observed(event().code(code))).containsExactly(USED);
    }

    @Test
    void withoutAnnotations403IsDenied() {
        assertThat(observed(event().code(403))).containsExactly(DENIED);
    }

    @Test
    void withoutAnnotations401And429SayNothing() {
        assertThat(observed(event().code(401))).containsExactly("skipped UNAUTHENTICATED");
        assertThat(observed(event().code(429))).containsExactly("skipped THROTTLED");
    }

    @Test
    void aRequestOfNobodyIsSkipped() {
        assertThat(observed(event().raw("user", "{}").stage("ResponseStarted").code(401)))
                .containsExactly("skipped UNAUTHENTICATED");
    }

    @Test
    void anonymousIsAUserLikeOthersOnceAuthenticated() {
        assertThat(observed(event().user("system:anonymous", "system:unauthenticated")
                        .forbidden()))
                .containsExactly("denied User system:anonymous: get pods web -n team");
    }

    @Test
    void withoutDecisionAndStatusNothingIsKnown() {
        assertThat(observed(event().without("responseStatus"))).containsExactly("skipped NO_OUTCOME");
    }

    @Test
    void anAuthorizerThatFailedDecidedNothing() {
        assertThat(observed(
                        event().code(500).raw("annotations", "{\"authorization.k8s.io/reason\":\"internal error\"}")))
                .containsExactly("skipped AUTHORIZER_ERROR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EKS Access Policy: allowed by ClusterRoleBinding",
                "access granted by IAM permissions.",
                "Access allowed by Azure RBAC Role Assignment abc of Role Azure Kubernetes Service RBAC Admin"
            })
    void whatAnotherAuthorizerAllowedNeedsNoGrant(String reason) {
        assertThat(observed(event().allowed(reason))).containsExactly("skipped OTHER_AUTHORIZER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RBAC: allowed by RoleBinding \"b/team\" of Role \"r\" to User \"alice\""})
    void whatRbacOrMastersAllowedIsUsed(String reason) {
        assertThat(observed(event().allowed(reason))).containsExactly(USED);
    }

    @Test
    void serviceAccountsAreTold() {
        assertThat(observed(event().user("system:serviceaccount:team:bot")))
                .containsExactly("used ServiceAccount team/bot: get pods web -n team");
    }
}
