package cloud.kuryzhev.rbacguard.drift.telling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void codeEndsWhereItsFenceDoesAndNotBefore() {
        assertThat(Text.code("a`b``c")).isEqualTo("``` a`b``c ```");
        assertThat(Text.code("@everyone <script>alert(1)</script>\n# heading"))
                .isEqualTo("` @everyone <script>alert(1)</script> # heading `");
        assertThat(Text.block("diff", "+ a\n````\n![](https://evil)"))
                .isEqualTo("`````diff\n+ a\n````\n![](https://evil)\n`````\n");
    }

    @Test
    void aLineHasNeitherControlsNorCharactersThatTurnTheWritingNorMentions() {
        assertThat(Text.line("a\u202Eb\u0000c\r\nd\u2028e @octocat", 100)).isEqualTo("a b c d e @\u200Boctocat");
    }

    @Test
    void whatIsTooLongIsCutAndSaysSo() {
        assertThat(Text.cut("abcdef", 4)).isEqualTo("abc…");
        assertThat(Text.cut("ab\uD83D\uDE00cd", 4)).isEqualTo("ab…");
        assertThat(Text.cut("abcd", 4)).isEqualTo("abcd");
    }
}
