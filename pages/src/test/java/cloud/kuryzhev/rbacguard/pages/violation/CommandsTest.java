package cloud.kuryzhev.rbacguard.pages.violation;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.pages.browser.Violations;
import org.junit.jupiter.api.Test;

class CommandsTest {

    @Test
    void theyLookThenApplyThenDelete() {
        assertThat(Commands.of(Violations.suggested("shop", "cart")))
                .containsExactly(
                        "kubectl get rolebinding cart -n shop -o yaml",
                        "kubectl get rbacviolation cart -n shop -o yaml",
                        "kubectl get rbacviolation cart -n shop -o jsonpath='{.spec.suggestion.manifest}' | kubectl apply -f -",
                        "kubectl delete rolebinding cart -n shop");
    }

    @Test
    void noNameGetsOutOfItsQuotes() {
        assertThat(Commands.of(Violations.of("shop", "a'; rm -rf $HOME #", "HIGH"))
                        .getFirst())
                .isEqualTo("kubectl get rolebinding 'a'\\''; rm -rf $HOME #' -n shop -o yaml");
        assertThat(Commands.of(Violations.of("shop", "-f", "HIGH")).getFirst()).contains("'-f'");
    }
}
