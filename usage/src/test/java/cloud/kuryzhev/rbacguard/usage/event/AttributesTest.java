package cloud.kuryzhev.rbacguard.usage.event;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static cloud.kuryzhev.rbacguard.usage.EventJson.request;
import static cloud.kuryzhev.rbacguard.usage.event.Reading.observed;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.EventJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributesTest {

    @Test
    void aTopLevelCreateHasNoNameThoughTheEventShowsOne() {
        assertUsed("create pods -n team", "create", "/api/v1/namespaces/team/pods", "", "pods", "", "team", "web");
    }

    @Test
    void aSubresourceCreateHasTheNameOfItsParent() {
        assertUsed(
                "create pods/exec web -n team",
                "create",
                "/api/v1/namespaces/team/pods/web/exec?command=sh",
                "",
                "pods",
                "exec",
                "team",
                "web");
        assertUsed(
                "create serviceaccounts/token bot -n team",
                "create",
                "/api/v1/namespaces/team/serviceaccounts/bot/token",
                "",
                "serviceaccounts",
                "token",
                "team",
                "bot");
        assertUsed(
                "create pods/binding web -n team",
                "create",
                "/api/v1/namespaces/team/pods/web/binding",
                "",
                "pods",
                "binding",
                "team",
                "web");
    }

    @Test
    void execOverWebsocketIsAGet() {
        assertUsed(
                "get pods/exec web -n team",
                "get",
                "/api/v1/namespaces/team/pods/web/exec?command=sh",
                "",
                "pods",
                "exec",
                "team",
                "web");
    }

    @Test
    void aFieldSelectorOnTheNameAuthorisesAListOrWatchByName() {
        String query = "?fieldSelector=metadata.name%3Dcfg";
        assertUsed(
                "list configmaps cfg -n team",
                "list",
                "/api/v1/namespaces/team/configmaps" + query,
                "",
                "configmaps",
                "",
                "team",
                "cfg");
        assertUsed(
                "watch configmaps cfg -n team",
                "watch",
                "/api/v1/namespaces/team/configmaps" + query + "&watch=true",
                "",
                "configmaps",
                "",
                "team",
                "cfg");
    }

    @Test
    void aFieldSelectorTheServerDidNotTakeAuthorisesNothingByName() {
        assertUsed(
                "list configmaps -n team",
                "list",
                "/api/v1/namespaces/team/configmaps?fieldSelector=metadata.name%3Da%2Fb",
                "",
                "configmaps",
                "",
                "team",
                "");
    }

    @Test
    void aDeletecollectionIsNeverByName() {
        assertUsed(
                "deletecollection pods -n team",
                "deletecollection",
                "/api/v1/namespaces/team/pods?fieldSelector=metadata.name%3Dweb",
                "",
                "pods",
                "",
                "team",
                "");
    }

    @Test
    void aNamespaceIsInItself() {
        assertUsed(
                "get namespaces team -n team", "get", "/api/v1/namespaces/team", "", "namespaces", "", "team", "team");
        assertUsed(
                "update namespaces/finalize team -n team",
                "update",
                "/api/v1/namespaces/team/finalize",
                "",
                "namespaces",
                "finalize",
                "team",
                "team");
        assertUsed("list namespaces", "list", "/api/v1/namespaces", "", "namespaces", "", "", "");
        assertUsed("create namespaces", "create", "/api/v1/namespaces", "", "namespaces", "", "", "team");
    }

    @Test
    void theNamespaceIsThePathsAndNotTheBodys() {
        assertUsed(
                "update clusterroles.rbac.authorization.k8s.io view",
                "update",
                "/apis/rbac.authorization.k8s.io/v1/clusterroles/view",
                "rbac.authorization.k8s.io",
                "clusterroles",
                "",
                "from-the-body",
                "view");
    }

    @Test
    void requestsOverAllNamespacesHaveNone() {
        assertUsed(
                "watch deployments.apps",
                "watch",
                "/apis/apps/v1/deployments?watch=1",
                "apps",
                "deployments",
                "",
                "",
                "");
    }

    @Test
    void aProxyRequestIsAuthorisedByTheNameWithSchemeAndPort() {
        assertUsed(
                "get services/proxy https:web:8443 -n team",
                "get",
                "/api/v1/namespaces/team/services/https:web:8443/proxy/healthz",
                "",
                "services",
                "proxy",
                "team",
                "https:web:8443");
        assertUsed(
                "get services/proxy https:web: -n team",
                "get",
                "/api/v1/namespaces/team/services/https%3Aweb%3A/proxy/",
                "",
                "services",
                "proxy",
                "team",
                "https:web:");
    }

    @Test
    void theDeprecatedWatchPathIsReadAsTheServerReadsIt() {
        assertUsed(
                "watch pods web -n team",
                "watch",
                "/api/v1/watch/namespaces/team/pods/web",
                "",
                "pods",
                "",
                "team",
                "web");
    }

    @Test
    void withoutAUsablePathTheReferenceIsTaken() {
        assertUsed("get pods web -n team", "get", "/elsewhere", "", "pods", "", "team", "web");
        assertUsed("create pods -n team", "create", "", "", "pods", "", "team", "web");
        assertUsed("create pods/eviction web -n team", "create", "", "", "pods", "eviction", "team", "web");
        assertUsed("deletecollection pods -n team", "deletecollection", "", "", "pods", "", "team", "web");
    }

    @Test
    void aPlusInAPathIsAPlus() {
        assertUsed(
                "get widgets.example.com a+b c",
                "get",
                "/apis/example.com/v1/widgets/a+b%20c",
                "example.com",
                "widgets",
                "",
                "",
                "a+b c");
    }

    @Test
    void aUrlIsItsPathWithoutQuery() {
        assertThat(observed(request("get", "/healthz?verbose=1", 200)))
                .containsExactly("used User alice: get /healthz");
        assertThat(observed(request("post", "/apis/", 200))).containsExactly("used User alice: post /apis/");
        assertThat(observed(request("get", "/api/v1?timeout=32s", 403)))
                .containsExactly("denied User alice: get /api/v1");
    }

    @Test
    void anOptionsRequestHasNoVerbToGrant() {
        assertThat(observed(event().put("verb", ""))).containsExactly("skipped NO_VERB");
    }

    @Test
    void anUpdateOrPatchThatCreatedAlsoNeededCreateOnThatName() {
        for (String verb : List.of("update", "patch")) {
            assertThat(observed(event().put("verb", verb).code(201)))
                    .containsExactly(
                            "used User alice: create pods web -n team",
                            "used User alice: " + verb + " pods web -n team");
            assertThat(observed(event().put("verb", verb).code(200)))
                    .containsExactly("used User alice: " + verb + " pods web -n team");
        }
    }

    @Test
    void behindAProxy201IsTheBackendsWord() {
        assertThat(observed(event().request("update", "/api/v1/namespaces/team/pods/web/proxy/x")
                        .object("", "pods", "proxy", "team", "web")
                        .code(201)))
                .containsExactly("used User alice: update pods/proxy web -n team");
    }

    @Test
    void aCreateThatCreatedNeededNothingElse() {
        EventJson create =
                event().request("create", "/api/v1/namespaces/team/pods").code(201);
        assertThat(observed(create)).containsExactly("used User alice: create pods -n team");
    }

    private static void assertUsed(String permission, String verb, String uri, String... object) {
        assertThat(observed(event().request(verb, uri).object(object[0], object[1], object[2], object[3], object[4])))
                .containsExactly("used User alice: " + permission);
    }
}
