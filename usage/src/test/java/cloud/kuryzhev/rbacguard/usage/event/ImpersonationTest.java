package cloud.kuryzhev.rbacguard.usage.event;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static cloud.kuryzhev.rbacguard.usage.EventJson.request;
import static cloud.kuryzhev.rbacguard.usage.event.Reading.observed;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.EventJson;
import org.junit.jupiter.api.Test;

class ImpersonationTest {

    @Test
    void theActionIsTheImpersonatedUsersAndImpersonateTheCallers() {
        assertThat(observed(event().impersonating("bob", "ops", "system:authenticated")))
                .containsExactly(
                        "used User alice: impersonate users bob",
                        "used User alice: impersonate groups ops",
                        "used User bob: get pods web -n team");
    }

    @Test
    void aServiceAccountIsImpersonatedInItsNamespace() {
        assertThat(observed(event().impersonating(
                                "system:serviceaccount:team:bot",
                                "system:serviceaccounts",
                                "system:serviceaccounts:team",
                                "system:authenticated")))
                .containsExactly(
                        "used User alice: impersonate serviceaccounts bot -n team",
                        "used ServiceAccount team/bot: get pods web -n team");
    }

    @Test
    void groupsAskedForWithAServiceAccountAreImpersonatedToo() {
        assertThat(observed(event().impersonating("system:serviceaccount:team:bot", "ops", "system:authenticated")))
                .contains("used User alice: impersonate groups ops")
                .noneMatch(line -> line.contains("system:authenticated"));
    }

    @Test
    void authenticatedIsTheCallersOwnWishUnlessItComesLast() {
        assertThat(observed(event().impersonating("bob", "system:authenticated", "ops")))
                .contains("used User alice: impersonate groups system:authenticated");
    }

    @Test
    void uidAndExtraAreOfTheAuthenticationGroup() {
        assertThat(observed(event().raw("impersonatedUser", """
                        {"username":"bob","uid":"u-1","groups":["system:authenticated"],
                         "extra":{"example.com/scopes":["read","write"]}}""")))
                .containsExactly(
                        "used User alice: impersonate users bob",
                        "used User alice: impersonate uids.authentication.k8s.io u-1",
                        "used User alice: impersonate userextras/example.com/scopes.authentication.k8s.io read",
                        "used User alice: impersonate userextras/example.com/scopes.authentication.k8s.io write",
                        "used User bob: get pods web -n team");
    }

    @Test
    void whatTheImpersonatedUserIsDeniedTheCallerStillImpersonated() {
        assertThat(observed(event().impersonating("bob", "system:authenticated").forbidden()))
                .containsExactly("used User alice: impersonate users bob", "denied User bob: get pods web -n team");
    }

    @Test
    void throttledAfterImpersonatingOnlyImpersonateIsUsed() {
        assertThat(observed(event().impersonating("bob", "system:authenticated").code(429)))
                .containsExactly("used User alice: impersonate users bob");
    }

    @Test
    void theActionOfAnotherAuthorizerIsLeftOutAndImpersonateIsNot() {
        assertThat(observed(event().impersonating("bob").allowed("EKS Access Policy: allowed")))
                .containsExactly("used User alice: impersonate users bob");
    }

    @Test
    void aDeniedImpersonationIsTheCallersAndNotADeniedAction() {
        assertThat(observed(denied(
                        "bob",
                        "users \\\"bob\\\" is forbidden: User \\\"alice\\\" cannot impersonate resource"
                                + " \\\"users\\\" in API group \\\"\\\" at the cluster scope")))
                .containsExactly("denied User alice: impersonate users bob");
        assertThat(observed(denied(
                        "bot",
                        "serviceaccounts \\\"bot\\\" is forbidden: User \\\"alice\\\" cannot impersonate resource"
                                + " \\\"serviceaccounts\\\" in API group \\\"\\\" in the namespace \\\"team\\\": no")))
                .containsExactly("denied User alice: impersonate serviceaccounts bot -n team");
        assertThat(
                        observed(
                                denied(
                                        "x",
                                        "userextras.authentication.k8s.io \\\"x\\\" is forbidden: User \\\"alice\\\" cannot"
                                                + " impersonate resource \\\"userextras/scopes\\\" in API group \\\"authentication.k8s.io\\\" at the cluster scope")))
                .containsExactly("denied User alice: impersonate userextras/scopes.authentication.k8s.io x");
    }

    @Test
    void aDeniedConstrainedImpersonationNamesItsOwnVerb() {
        assertThat(observed(denied(
                        "",
                        "pods is forbidden: User \\\"alice\\\" cannot impersonate-on:user-info:list resource"
                                + " \\\"pods\\\" in API group \\\"\\\" in the namespace \\\"team\\\"")))
                .containsExactly("denied User alice: impersonate-on:user-info:list pods -n team");
        assertThat(observed(denied("", "forbidden: User \\\"alice\\\" cannot do")))
                .containsExactly("denied User alice: get pods web -n team");
    }

    @Test
    void aUserNameCannotForgeADeniedImpersonation() {
        String name = "a\\\\\\\" cannot impersonate resource \\\\\\\"users";
        assertThat(
                        observed(
                                denied(
                                        "web",
                                        "pods \\\"web\\\" is forbidden: User \\\"" + name
                                                + "\\\" cannot get resource \\\"pods\\\" in API group \\\"\\\" in the namespace \\\"team\\\"")))
                .containsExactly("denied User alice: get pods web -n team");
    }

    @Test
    void constrainedImpersonationNeedsTheModeAndTheVerbOnTheObject() {
        assertThat(observed(event().impersonating("bob", "ops", "system:authenticated")
                        .raw("authenticationMetadata", constraint("user-info"))))
                .containsExactly(
                        "used User alice: impersonate:user-info users.authentication.k8s.io bob",
                        "used User alice: impersonate:user-info groups.authentication.k8s.io ops",
                        "used User alice: impersonate-on:user-info:get pods web -n team",
                        "used User bob: get pods web -n team");
    }

    @Test
    void constrainedImpersonationOfAServiceAccountNeedsNoGroups() {
        assertThat(observed(event().impersonating(
                                "system:serviceaccount:team:bot",
                                "system:serviceaccounts",
                                "system:serviceaccounts:team",
                                "system:authenticated")
                        .raw("authenticationMetadata", constraint("serviceaccount"))))
                .contains(
                        "used User alice: impersonate:serviceaccount serviceaccounts.authentication.k8s.io bot -n team",
                        "used User alice: impersonate-on:serviceaccount:get pods web -n team")
                .hasSize(3);
    }

    @Test
    void constrainedImpersonationOfNodesIsOnNodes() {
        EventJson node =
                request("get", "/healthz", 200).impersonating("system:node:n1", "system:nodes", "system:authenticated");
        assertThat(observed(node.raw("authenticationMetadata", constraint("arbitrary-node"))))
                .containsExactly(
                        "used User alice: impersonate:arbitrary-node nodes.authentication.k8s.io n1",
                        "used User alice: impersonate-on:arbitrary-node:get /healthz",
                        "used User system:node:n1: get /healthz");
        assertThat(observed(node.raw("authenticationMetadata", constraint("associated-node"))))
                .contains("used User alice: impersonate:associated-node nodes.authentication.k8s.io *");
    }

    @Test
    void plainImpersonationOfANodeIsOnUsers() {
        assertThat(observed(event().impersonating("system:node:n1", "system:nodes", "system:authenticated")))
                .contains(
                        "used User alice: impersonate users system:node:n1",
                        "used User alice: impersonate groups system:nodes");
    }

    private static EventJson denied(String name, String message) {
        return event().failure(403, name, message);
    }

    private static String constraint(String mode) {
        return "{\"impersonationConstraint\":\"impersonate:" + mode + "\"}";
    }
}
