package cloud.kuryzhev.rbacguard.pages.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Somebody who looks at the pages with a browser of their own. */
public final class Visitor implements AutoCloseable {

    private static final Set<String> SERIOUS = Set.of("serious", "critical");

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Visitor(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    /** Opens a page; its answer. */
    public Response open(URI address) {
        return answered(page.navigate(address.toString()));
    }

    /** Signs in, and is at {@code next} then. */
    public Visitor signIn(URI site, String token, String next) {
        open(site.resolve(next));
        page.getByLabel("Token").fill(token);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        return this;
    }

    /** From now on a proxy before the pages says whose token it is, and no form asks. */
    public Visitor behindProxy(String token) {
        page.setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + token));
        return this;
    }

    /** The tab. */
    public Page page() {
        return page;
    }

    /** All that is written there, for who can see it. */
    public String text() {
        return page.locator("body").innerText();
    }

    /** What the browser complained about so far, such as an HTTP status; it is forgotten. */
    public List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    /** The browser complained, if at all, only of answers with these HTTP statuses; that is forgotten. */
    public void expectComplaintsOnlyOf(Integer... statuses) {
        assertThat(complaints())
                .allSatisfy(complaint -> assertThat(statuses).anyMatch(it -> complaint.contains("status of " + it)));
    }

    /** Nothing there keeps people out who cannot see or use a mouse, as far as axe can tell, by day and by night. */
    public void expectAccessible() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            var serious = new AxeBuilder(page)
                    .analyze().getViolations().stream()
                            .filter(it -> SERIOUS.contains(it.getImpact()))
                            .map(it -> it.getId() + ": " + it.getHelp() + " " + it.getNodes())
                            .toList();
            assertThat(serious).as("%s", scheme).isEmpty();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /** Bytes that were sent for what is open now, with all that it needs, were nothing kept from before. */
    public int weight() {
        return (Integer) page.evaluate("['navigation', 'resource'].flatMap(it => performance.getEntriesByType(it))"
                + ".reduce((sum, it) => sum + it.encodedBodySize, 0)");
    }

    /** A picture of what is seen of the page, for the user guide, {@code docs/images/<name>.png}; kept only where it is asked for. */
    public void picture(String name) {
        String folder = System.getProperty("rbac-guard.pictures");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
        }
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("what the browser complained about").isEmpty();
    }

    private static Response answered(@Nullable Response response) {
        if (response == null) {
            throw new IllegalStateException("the browser was there already");
        }
        return response;
    }
}
