package cloud.kuryzhev.rbacguard.policy.rbac;

import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakdownTest {

    @Test
    void aRuleFallsApartInItsOwnOrder() {
        assertThat(Breakdown.atoms(rule("get,list", "-,apps", "pods,jobs", "a", "b")))
                .hasSize(16)
                .startsWith(rule("get", "-", "pods", "a"), rule("list", "-", "pods", "a"))
                .endsWith(rule("get", "apps", "jobs", "b"), rule("list", "apps", "jobs", "b"));
    }

    @Test
    void urlsCombineWithVerbsOnly() {
        assertThat(Breakdown.atoms(urls("get,post", "/a,/b")))
                .containsExactly(urls("get", "/a"), urls("post", "/a"), urls("get", "/b"), urls("post", "/b"));
    }

    @Test
    void aRuleThatGrantsNothingHasNoAtoms() {
        assertThat(Breakdown.atoms(rule("get", "", "pods"))).isEmpty();
        assertThat(Breakdown.atoms(rule("", "-", "pods"))).isEmpty();
        assertThat(Breakdown.count(rule("get", "", "pods"))).isZero();
    }

    @Test
    void theCountIsTheNumberOfAtoms() {
        var mixed = new PolicyRule(
                List.of("get", "list"), List.of("", "apps"), List.of("a", "b", "c"), List.of("x"), List.of("/a"));
        assertThat(Breakdown.atoms(mixed)).hasSize(14);
        assertThat(Breakdown.count(mixed)).isEqualTo(14);
    }

    @Test
    void billionsAreCountedAndBegunWithoutBeingMade() {
        List<String> many = Collections.nCopies(100_000, "x");
        var huge = new PolicyRule(many, many, many, many, List.of());
        assertThat(Breakdown.count(huge)).isEqualTo(1e20);
        assertThat(Breakdown.atoms(huge).limit(3)).hasSize(3);
    }

    @Test
    void anAtomIsOnePermissionWhereItIsAskedFor() {
        assertThat(Breakdown.permission(rule("get", "apps", "jobs", "a"), "n"))
                .isEqualTo(new Permission.OnResource("get", "apps", "jobs", "a", "n"));
        assertThat(Breakdown.permission(rule("*", "-", "*"), ""))
                .isEqualTo(new Permission.OnResource("*", "", "*", "", ""));
        assertThat(Breakdown.permission(urls("get", "/a"), "n")).isEqualTo(new Permission.OnUrl("get", "/a"));
    }
}
