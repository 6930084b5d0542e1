package cloud.kuryzhev.rbacguard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.pages.browser.Cluster;
import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.People;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Violations;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.pages.known.KnownViolations;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.TcpGate;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong is said in words, with the next step, and never with how it came. */
@WithControlPlane
@InBrowser
class FaultsIT {

    private static final String NAMESPACE = "faults";
    private static final String DENIAL = URLEncoder.encode(
            "pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\" in the namespace \"faults\"",
            StandardCharsets.UTF_8);
    private static final String[] TRACES = {"Exception", "at org.", "at java.", "at cloud.", "Whitelabel", "Tomcat"};

    private static final String LINE_END = Character.toString('\r') + '\n';

    private static Site site;
    private static String reader;
    private static String reviewer;

    @BeforeAll
    static void start(ControlPlane plane) throws InterruptedException {
        Cluster cluster = Cluster.in(plane);
        cluster.kubectl("create", "namespace", NAMESPACE);
        cluster.kubectl("create", "rolebinding", "orphan", "-n", NAMESPACE, "--role=gone", "--user=jane");
        cluster.file(Violations.suggested(NAMESPACE, "orphan"));
        cluster.file(Violations.suggested(NAMESPACE, "vanished"));
        reader = new People(plane).reader();
        reviewer = cluster.token("faults-rita", NAMESPACE, "get,list,patch");
        site = Site.startBehindProxy(plane.admin());
        site.awaitCluster();
        Awaitility.await().until(() -> site.bean(KnownViolations.class).areCurrent());
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void aRoleThatIsGoneIsSaidToBeGone(Visitor visitor) {
        visitor.behindProxy(reader);

        visitor.open(page("/violations/" + NAMESPACE + "/orphan"));
        assertThat(visitor.text()).contains("Role faults/gone is gone.", "What would stand in its place");

        visitor.open(page("/violations/" + NAMESPACE + "/vanished"));
        assertThat(visitor.text()).contains("RoleBinding faults/vanished is gone.");
        visitor.open(page("/subject?name=jane"));
        assertThat(visitor.text()).contains("the role does not exist");
    }

    @Test
    void withoutTheApiServerEachPageSaysSoAndWhatToDo(ControlPlane plane, Visitor visitor) {
        try (TcpGate gate = plane.gate();
                Site far = Site.start(plane.admin().through(gate))) {
            far.awaitCluster();
            visitor.signIn(far.uri(), reader, "/");
            visitor.open(far.uri().resolve("/explain?message=" + DENIAL));
            assertThat(visitor.text()).contains("The smallest fix");
            visitor.expectComplaintsOnlyOf(401);
            gate.shut();

            visitor.open(far.uri());
            Awaitility.await().untilAsserted(() -> {
                visitor.open(far.uri());
                assertThat(visitor.text()).contains("The API server does not answer");
            });
            visitor.expectComplaintsOnlyOf(503);
            for (String path :
                    new String[] {"/queue", "/rules", "/subject?name=sa:faults:cart", "/explain?message=" + DENIAL}) {
                visitor.open(far.uri().resolve(path));
                assertThat(visitor.text())
                        .as(path)
                        .contains("The API server does not answer")
                        .doesNotContain(TRACES);
            }
            visitor.expectComplaintsOnlyOf(503);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/queue?page=-1",
                "/queue?page=abc",
                "/queue?page=99999999999999999999",
                "/queue?sort=%27%3B--&order=sideways",
                "/queue?severity=HIGH&severity=LOW&namespace=faults&namespace=",
                "/violations/faults/orphan?heat=-1",
                "/violations/faults/orphan?heat=99999",
                "/violations/faults/orphan/review?for=never&reason=%F0%9F%92%A5&decision=burn",
                "/subject?name=&groups=,,,",
                "/subject?name=sa::",
                "/explain?message=%20",
                "/explain?message=a&message=b&groups=x&groups=y",
                "/rules?x=y",
                "/?page=2"
            })
    void whatAnAddressSaysWronglyIsTakenForNothing(String path, Visitor visitor) {
        assertThat(visitor.behindProxy(reader).open(page(path)).status()).isEqualTo(200);

        assertThat(visitor.text()).doesNotContain(TRACES);
        assertThat(visitor.page().locator("h1").count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/violations/%F0%9F%92%A5/x",
                "/queue;jsessionid=1",
                "/nothing",
                "/queue?namespace=%00&text=%ff%fe",
                "/queue?=&&&=x&phase=&phase",
                "/assets/nothing.js"
            })
    void anAddressOfNothingIsAnsweredInWords(String path, Visitor visitor) {
        int status = visitor.behindProxy(reader).open(page(path)).status();

        assertThat(status).isBetween(400, 499);
        assertThat(visitor.text()).doesNotContain(TRACES);
        assertThat(visitor.page().locator("h1").innerText())
                .isIn("This request could not be read", "There is nothing here");
        visitor.expectComplaintsOnlyOf(status);
    }

    @Test
    void aPostOfMoreThanAnybodyWritesIsRefusedInWords(Visitor visitor) {
        visitor.behindProxy(reviewer).open(page("/violations/" + NAMESPACE + "/orphan"));
        visitor.page().evaluate("document.querySelector('#reason').removeAttribute('maxlength')");

        visitor.page().getByLabel("Reason").fill("x".repeat(2_000));
        reject(visitor);
        assertThat(visitor.text()).contains("The reason is too long").doesNotContain(TRACES);
        visitor.expectComplaintsOnlyOf(400);

        visitor.page().evaluate("document.querySelector('#reason').removeAttribute('maxlength')");
        visitor.page().getByLabel("Reason").fill("x".repeat(200_000));
        reject(visitor);
        assertThat(visitor.text()).contains("That was too much at once").doesNotContain(TRACES);
        visitor.expectComplaintsOnlyOf(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /queue?<script> HTTP/1.1|Host: localhost",
                "GET /queue/%zz HTTP/1.1|Host: localhost|Connection: close",
                "GET /violations/faults/..%2f..%2fsecrets HTTP/1.1|Host: localhost|Connection: close",
                "GET /violations/faults/%00 HTTP/1.1|Host: localhost|Connection: close",
                "GET /queue HTTP/1.1",
                "BREW /queue HTTP/1.1|Host: localhost|Connection: close",
                "TRACE /queue HTTP/1.1|Host: localhost|Connection: close",
                "nonsense"
            })
    void whatIsNoRequestLearnsNothing(String request) throws IOException {
        assertThat(answer(request)).startsWith("HTTP/1.1 4").doesNotContain(TRACES);
    }

    @Test
    void aHeaderWithoutEndIsRefused() throws IOException {
        String endless = "GET /queue?text=" + "x".repeat(100_000) + " HTTP/1.1|Host: localhost";

        assertThat(answer(endless)).startsWith("HTTP/1.1 4").doesNotContain(TRACES);
    }

    private static String answer(String request) throws IOException {
        try (var socket = new Socket("localhost", site.uri().getPort())) {
            socket.setSoTimeout(10_000);
            String lines = String.join(LINE_END, request.split("[|]")) + LINE_END + LINE_END;
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void reject(Visitor visitor) {
        visitor.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Reject").setExact(true))
                .click();
    }

    private static URI page(String path) {
        return URI.create(site.uri() + path);
    }
}
