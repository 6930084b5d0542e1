package cloud.kuryzhev.rbacguard.drift.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnersTest {

    private final Owners owners = Owners.parse(List.of(
            "# namespaces",
            "",
            "* @acme/platform",
            "pay* jane acme/payments # all of them",
            "pay-?? joe",
            "sandbox",
            "(cluster) @root"));

    @Test
    void theLastLineThatMatchesWins() {
        assertThat(owners.of(Optional.of("web"))).containsExactly("acme/platform");
        assertThat(owners.of(Optional.of("payments"))).containsExactly("jane", "acme/payments");
        assertThat(owners.of(Optional.of("pay-eu"))).containsExactly("joe");
        assertThat(owners.of(Optional.of("sandbox"))).isEmpty();
        assertThat(owners.of(Optional.empty())).containsExactly("root");
    }

    @Test
    void withoutALineOfTheirOwnClusterScopedObjectsBelongToEverything() {
        assertThat(Owners.parse(List.of("* jane")).of(Optional.empty())).containsExactly("jane");
        assertThat(Owners.parse(List.of("a.c jane")).of(Optional.of("abc"))).isEmpty();
        assertThat(Owners.parse(List.of()).of(Optional.of("a"))).isEmpty();
    }

    @Test
    void whoCannotBeAnOwnerIsRefusedByName() {
        assertThatThrownBy(() -> Owners.parse(List.of("* jane@example.com")))
                .hasMessageContaining("\"jane@example.com\" is no user");
    }
}
