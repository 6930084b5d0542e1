package cloud.kuryzhev.rbacguard.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServingNamesTest {

    @Test
    void aServiceIsKnownByFourNames() {
        assertThat(ServingNames.ofService("guard", "kube-system").hosts())
                .containsExactly(
                        "guard", "guard.kube-system", "guard.kube-system.svc", "guard.kube-system.svc.cluster.local");
    }

    @Test
    void hostsAndAddressesAreToldApart() {
        ServingNames names = ServingNames.of("LocalHost", "127.0.0.1", "::1", "2001:DB8::A");

        assertThat(names.hosts()).containsExactly("localhost");
        assertThat(names.addresses()).containsExactlyInAnyOrder("127.0.0.1", "0:0:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:a");
    }

    @Test
    void moreNamesAreAdded() {
        assertThat(ServingNames.of("a").and("b", "10.0.0.1")).isEqualTo(ServingNames.of("10.0.0.1", "b", "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.",
                ".a",
                "a..b",
                "-a",
                "a-",
                "a_b",
                "*.kube-system.svc",
                "a b",
                "a\n",
                "ä.de",
                "a/b",
                "a\0b"
            })
    void whatIsNoDnsNameIsRefusedByName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServingNames.of(name))
                .withMessageContaining("not a DNS name: \"" + name + "\"");
    }

    @Test
    void lengthsEndAt63And253() {
        String label = "a".repeat(63);
        String longest = (label + ".").repeat(3) + "a".repeat(61);

        assertThat(ServingNames.of(longest).hosts()).containsExactly(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> ServingNames.of(longest + "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> ServingNames.of(label + "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"256.0.0.1", "1.2.3.4.5", "1:2", "a.1", ":::", "a,DNS:evil"})
    void whatLooksLikeAnAddressAndIsNoneIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServingNames.of(name))
                .withMessageContaining(name);
    }

    @Test
    void noNameAtAllIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(ServingNames::of).withMessageContaining("at least one");
    }
}
