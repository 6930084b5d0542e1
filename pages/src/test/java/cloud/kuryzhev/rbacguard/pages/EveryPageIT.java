package cloud.kuryzhev.rbacguard.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.pages.browser.InBrowser;
import cloud.kuryzhev.rbacguard.pages.browser.Layout;
import cloud.kuryzhev.rbacguard.pages.browser.Shop;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Visitor;
import cloud.kuryzhev.rbacguard.pages.known.KnownViolations;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import com.microsoft.playwright.Locator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for each page, with an online shop's violations on it; it makes the user guide's pictures too. */
@WithControlPlane
@InBrowser
class EveryPageIT {

    private static final int HEAVIEST = 400_000;
    private static final int SLOW_MILLIS = 400;
    private static final String DENIAL =
            "Error from server (Forbidden): persistentvolumeclaims is forbidden: User \"system:serviceaccount:payments:payouts\" cannot list"
                    + " resource \"persistentvolumeclaims\" in API group \"\" in the namespace \"payments\"";

    private static Shop shop;
    private static Site site;
    private static String rita;

    enum Look {
        LOGIN("/login", "Token"),
        OVERVIEW("/", "riskiest"),
        QUEUE("/queue", "ledger-migration"),
        VIOLATION(Shop.VIOLATION, "payout-bank-key"),
        SUBJECT("/subject?name=sa:payments:payouts", "payouts-jobs"),
        EXPLAIN("/explain?message=" + URLEncoder.encode(DENIAL, StandardCharsets.UTF_8), "smallest fix"),
        RULES("/rules", "nodes_proxy"),
        ERROR("/violations/payments/gone", "There is nothing here", 404);

        private final String path;
        private final String words;
        private final int status;

        Look(String path, String words) {
            this(path, words, 200);
        }

        Look(String path, String words, int status) {
            this.path = path;
            this.words = words;
            this.status = status;
        }
    }

    @BeforeAll
    static void start(ControlPlane plane) throws InterruptedException {
        shop = Shop.in(plane);
        rita = shop.reviewer();
        site = Site.startBehindProxy(plane.admin());
        site.awaitCluster();
        Awaitility.await().until(() -> site.bean(KnownViolations.class).areCurrent());
    }

    @AfterAll
    static void stop() {
        site.close();
        shop.tidy();
    }

    @ParameterizedTest
    @EnumSource
    void isForEverybodyByDayAndByNight(Look look, Visitor visitor) {
        open(look, visitor);

        visitor.expectAccessible();
        visitor.page().setViewportSize(1280, 900);
        if (look != Look.LOGIN && look != Look.ERROR) { // whose pictures would tell nobody anything
            visitor.picture(look.name().toLowerCase(Locale.ROOT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void fitsAPhoneADeskAndAWall(Look look, Visitor visitor) {
        open(look, visitor);

        var layout = new Layout(visitor.page());
        for (int width : new int[] {360, 1280, 3840}) {
            layout.expectFits(width);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isLightAndKeepsStillEvenWhereScriptsComeLate(Look look, Visitor visitor) {
        open(look, visitor);
        visitor.page().route("**/*.js", route -> {
            visitor.page().waitForTimeout(SLOW_MILLIS);
            route.resume();
        });

        visitor.page().reload();

        assertThat(new Layout(visitor.page()).shifts()).isEmpty();
        assertThat(visitor.weight()).isBetween(20_000, HEAVIEST);
        visitor.expectComplaintsOnlyOf(look.status);
    }

    @Test
    void theChangeIsReadAtOneGlance(Visitor visitor) {
        open(Look.VIOLATION, visitor);
        visitor.page().setViewportSize(1280, 900);

        Locator change = visitor.page().getByLabel("Live beside Suggested");
        change.evaluate("it => it.closest('section').scrollIntoView()");

        assertThat(change.innerText()).contains("payouts-least", "payout-bank-key");
        assertThat(change.evaluate("it => it.scrollWidth <= it.clientWidth")).isEqualTo(true);
        visitor.picture("change");
    }

    @Test
    void whatMovesWouldBeSeen(Visitor visitor) {
        open(Look.RULES, visitor);

        visitor.page().evaluate("document.querySelector('main').prepend(document.createElement('textarea'))");

        assertThat(new Layout(visitor.page()).shifts()).isNotEmpty();
    }

    @Test
    void whatLiesOnAnotherWouldBeSeen(Visitor visitor) {
        open(Look.QUEUE, visitor);

        visitor.page().evaluate("document.querySelector('#text').style.width = '150%'");
        visitor.page().evaluate("document.querySelector('#text').style.maxWidth = '150%'");

        assertThatThrownBy(() -> new Layout(visitor.page()).expectFits(1280))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("lies on");
    }

    private static void open(Look look, Visitor visitor) {
        if (look != Look.LOGIN) {
            visitor.behindProxy(rita);
        }
        assertThat(visitor.open(site.uri().resolve(look.path)).status()).isEqualTo(look.status);
        assertThat(visitor.text()).containsIgnoringCase(look.words);
        visitor.expectComplaintsOnlyOf(look.status);
    }
}
