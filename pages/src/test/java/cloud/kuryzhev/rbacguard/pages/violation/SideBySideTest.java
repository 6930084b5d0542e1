package cloud.kuryzhev.rbacguard.pages.violation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SideBySideTest {

    @Test
    void whatIsTheSameStandsBesideItself() {
        var compared = SideBySide.of("kind: Role\nverbs:\n- get\n- delete\n", "kind: Role\nverbs:\n- get\n");

        assertThat(compared.lines())
                .extracting(SideBySide.Line::kind)
                .containsExactly("equal", "equal", "equal", "delete");
        assertThat(compared.lines().getLast().left()).isEqualTo(new YamlLine("- ", "", "delete"));
        assertThat(compared.lines().getLast().leftSign()).isEqualTo("−");
        assertThat(compared.differs()).isTrue();
        assertThat(SideBySide.of("a: 1\n", "a: 1\n").differs()).isFalse();
    }

    @Test
    void markupIsLeftForThePageToEscape() {
        assertThat(SideBySide.of("", "name: <b>\n").lines().getFirst().right())
                .isEqualTo(new YamlLine("", "name:", " <b>"));
    }

    @Test
    void aLongTextIsCutAndSaysSo() {
        assertThat(SideBySide.of("", "a: 1\n".repeat(2000)).cut()).isEqualTo(500);
    }
}
