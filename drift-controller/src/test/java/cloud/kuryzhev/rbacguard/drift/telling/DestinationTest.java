package cloud.kuryzhev.rbacguard.drift.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/x", "ftp://a/b", "https:///x", "http://127.0.0.1.example.com/",
                "https://user:pass@example.com/", "file:///etc/passwd", "no url", "http://localhost@evil/"
            })
    void nothingIsSentInTheClearOrToNowhere(String url) {
        assertThat(Destination.of(url)).isEmpty();
        assertThatThrownBy(() -> Destination.configured("a.url", url))
                .hasMessageContaining("a.url must be an https URL")
                .hasMessageNotContaining("pass");
    }

    @Test
    void tlsAndThisMachineAreFine() {
        assertThat(Destination.of("https://hooks.example.com/x")).isPresent();
        assertThat(Destination.of("http://127.0.0.1:8080/x")).isPresent();
    }
}
