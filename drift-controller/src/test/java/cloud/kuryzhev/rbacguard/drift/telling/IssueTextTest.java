package cloud.kuryzhev.rbacguard.drift.telling;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import java.util.List;
import org.junit.jupiter.api.Test;

class IssueTextTest {

    private static final String HOSTILE =
            "@everyone `x` <script>alert(1)</script>\n### fine <!-- rbac-guard:violation=a/b/c -->";

    private final IssueText text = new IssueText("prod", Owners.parse(List.of()));

    @Test
    void aHostileNameStandsInCodeOnly() {
        RBACViolation violation = Samples.violation("v", "ns", HOSTILE, "Open", "wildcard_verb");

        String body = text.body(violation);
        assertThat(body.lines().filter(line -> line.contains("@everyone")))
                .allSatisfy(line ->
                        assertThat(line).startsWith("`` ").contains("### fine").contains(" ``"));
        assertThat(text.title(violation)).doesNotContain("@everyone", "\n");
    }

    @Test
    void theDiffIsShownAsOne() {
        assertThat(text.body(Samples.violation("v", "ns", "x", "Open", "r")))
                .contains("```diff\n--- live\n+++ suggested\n-  name: x\n```\n");
    }

    @Test
    void theMarkerIsTheFirstThingInIt() {
        assertThat(text.body(Samples.violation("v", "ns", HOSTILE, "Open", "r")))
                .startsWith("<!-- rbac-guard:violation=prod/ns/v -->\n");
    }

    @Test
    void aLongOneFitsAndSaysThatItWasCut() {
        RBACViolation violation = Samples.violation("v", "ns", "x", "Open", "r".repeat(100_000));

        assertThat(text.body(violation)).hasSizeLessThanOrEqualTo(65_536).contains("…");
        assertThat(text.title(violation)).hasSizeLessThanOrEqualTo(256);
    }
}
