package cloud.kuryzhev.rbacguard.pages.violation;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.pages.browser.Violations;
import org.junit.jupiter.api.Test;

class ShownTest {

    @Test
    void aFormSaysItAgainAsItWas() {
        Shown shown = Shown.of(violation("7", "abc"));

        assertThat(Shown.parse(shown.toString())).contains(shown);
    }

    @Test
    void whatNoPageWroteIsNoViolation() {
        assertThat(Shown.parse("")).isEmpty();
        assertThat(Shown.parse("shop/cart")).isEmpty();
        assertThat(Shown.parse("shop/../secrets/7/abc/")).isEmpty();
        assertThat(Shown.parse("shop/Cart/7/abc/")).isEmpty();
        assertThat(Shown.parse("shop/cart/7/<script>/")).isEmpty();
    }

    @Test
    void numbersThatRanOnAreNoChangeButWhatIsFoundAndDecidedIs() {
        Shown shown = Shown.of(violation("7", "abc"));

        assertThat(shown.isStill(violation("7", "abc"))).isTrue();
        assertThat(shown.isStill(violation("8", "abc"))).isTrue();
        assertThat(shown.isStill(violation("8", "def"))).isFalse();
    }

    private static RBACViolation violation(String version, String content) {
        RBACViolation violation = Violations.of("shop", "cart", "HIGH");
        violation.getMetadata().setResourceVersion(version);
        violation.setStatus(Violations.status(content));
        return violation;
    }
}
