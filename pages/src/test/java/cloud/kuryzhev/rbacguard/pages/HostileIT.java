package cloud.kuryzhev.rbacguard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.UsageResources;
import cloud.kuryzhev.rbacguard.pages.browser.Cluster;
import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.Layout;
import cloud.kuryzhev.rbacguard.pages.browser.People;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.pages.known.KnownViolations;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects by somebody who wants to harm whoever looks at them: wherever the API server takes any text, it is a trap. */
@WithControlPlane
@InBrowser
class HostileIT {

    private static final String MARKUP =
            "<script>window.caught=1</script>\u202Egnp.exe 💥 \"'><img src=x onerror=window.caught=1>";
    private static final String NAME =
            "<img src=x onerror=window.caught=1>\u202Egnp.exe 💥\"'"; // as a role may be called
    private static final String TRAP = MARKUP + "x".repeat(10_000);
    private static final Subject USER = new Subject.User(MARKUP);

    /** What is written from right to left must not turn what stands beside it: it is alone in its block, or isolated. */
    private static final String TURNING = """
            () => {
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              const turning = [];
              while (texts.nextNode()) {
                const text = texts.currentNode;
                const it = text.parentElement;
                if (!text.data.includes('\\u202E') || it.closest('svg, script, datalist, textarea')) continue;
                let block = it;
                while (!/block|cell|list-item|grid|flex/.test(getComputedStyle(block).display)) block = block.parentElement;
                const isolated = /isolate|plaintext/.test(getComputedStyle(it).unicodeBidi) && it !== block;
                if (!isolated && block.textContent.trim() !== text.data.trim()) turning.push(it.outerHTML.slice(0, 200));
              }
              return turning;
            }""";

    private static Site site;
    private static String reader;

    enum Look {
        OVERVIEW("/"),
        QUEUE("/queue?namespace=hostile"),
        QUEUE_FILTERED("/queue?text=" + encoded(NAME)),
        VIOLATION("/violations/hostile/trap"),
        SUBJECT("/subject?name=" + encoded(MARKUP)),
        EXPLAIN("/explain?message=" + encoded(message())),
        EXPLAIN_OTHER("/explain?message=" + encoded("admission webhook \"" + MARKUP + "\" denied the request")),
        RULES("/rules"),
        ERROR("/violations/hostile/" + encoded(NAME).replace("+", "%20"));

        private final String path;

        Look(String path) {
            this.path = path;
        }

        /** Where the trap is to be read. */
        private String shown(Visitor visitor) {
            return switch (this) {
                case ERROR -> URLDecoder.decode(visitor.page().url(), StandardCharsets.UTF_8);
                case EXPLAIN_OTHER -> visitor.page().getByLabel("The message").inputValue();
                default -> visitor.text();
            };
        }
    }

    @BeforeAll
    static void start(ControlPlane plane) throws InterruptedException {
        Cluster cluster = Cluster.in(plane);
        var people = new People(plane);
        cluster.apply(read().replace("TRAP", quoted(TRAP))
                .replace("NAME", quoted(NAME))
                .replace("MARKUP", quoted(MARKUP))
                .replace("PLACE", UsageResources.place(USER, "rbac-guard").name()));
        reader = people.reader();
        site = Site.startBehindProxy(plane.admin());
        site.awaitCluster();
        Awaitility.await().until(() -> site.bean(KnownViolations.class).areCurrent());
    }

    @AfterAll
    static void stop(ControlPlane plane) throws InterruptedException {
        site.close();
        plane.admin().kubectl().run("delete", "configmap", "rbac-audit-policy", "-n", "kube-system");
        plane.admin().kubectl().run("delete", "rbacviolations", "-n", "hostile", "--all");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenThereIsTextAndStaysInItsPlace(Look look, Visitor visitor) {
        visitor.page().onDialog(dialog -> {
            throw new AssertionError("it said: " + dialog.message());
        });
        visitor.behindProxy(reader).open(site.uri().resolve(look.path));
        visitor.page().locator("details").all().forEach(it -> it.evaluate("it => it.open = true"));

        assertThat(look.shown(visitor)).contains("window.caught=1>");
        assertThat(visitor.page().evaluate("window.caught === undefined")).isEqualTo(true);
        assertThat(visitor.page().locator("main :is(script, img)").count()).isZero();
        assertThat((List<?>) visitor.page().evaluate(TURNING)).isEmpty();
        new Layout(visitor.page()).expectFits(360);
        assertThat(visitor.weight()).isLessThan(400_000);
        visitor.expectComplaintsOnlyOf(look == Look.ERROR ? 404 : 200);
    }

    private static String message() {
        return "pods is forbidden: User \"" + MARKUP.replace("\"", "")
                + "\" cannot list resource \"pods\" in API group \"\" in the namespace \"hostile\"";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** For YAML in one line. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String read() {
        try (InputStream text = Objects.requireNonNull(HostileIT.class.getResourceAsStream("/hostile.yaml"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
