package cloud.kuryzhev.rbacguard.policy.rbac;

import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.askIn;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyRuleTest {

    @Test
    void verbsMatchExactlyAndInTheirCase() {
        var getPods = rule("get", "-", "pods");
        assertThat(getPods.allows(ask("get", "pods", "", "a"))).isTrue();
        assertThat(getPods.allows(ask("GET", "pods", "", "a"))).isFalse();
        assertThat(getPods.allows(ask("list", "pods", "", "a"))).isFalse();
        assertThat(rule("GET", "-", "pods").allows(ask("get", "pods", "", "a"))).isFalse();
    }

    @Test
    void aStarVerbMatchesEveryVerb() {
        assertThat(rule("*", "-", "pods").allows(ask("anything", "pods", "", "a")))
                .isTrue();
        assertThat(rule("get*", "-", "pods").allows(ask("get", "pods", "", "a")))
                .isFalse();
    }

    @Test
    void theCoreGroupIsAGroupLikeAnyOther() {
        assertThat(rule("get", "apps", "pods").allows(ask("get", "pods", "", "a")))
                .isFalse();
        assertThat(rule("get", "-", "pods").allows(askIn("apps", "get", "pods", "", "a")))
                .isFalse();
        assertThat(rule("get", "*", "pods").allows(askIn("apps", "get", "pods", "", "a")))
                .isTrue();
        assertThat(rule("get", "*", "pods").allows(ask("get", "pods", "", "a"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "*, pods, true",
        "*, pods/log, true",
        "pods, pods, true",
        "pods, pods/log, false",
        "pods/log, pods/log, true",
        "pods/log, pods, false",
        "*/scale, deployments/scale, true",
        "*/scale, deployments, false",
        "*/scale, deployments/status, false",
        "*/scale, scale, false",
        "*/cale, deployments/scale, false",
        "pods/*, pods/log, false",
        "pods/*, pods, false",
        "*/*, pods/log, false",
        "*/*, pods, false",
        "Pods, pods, false",
    })
    void resourcesMatchWholeOrByAStarBeforeTheSubresource(String ruled, String asked, boolean allowed) {
        assertThat(rule("get", "-", ruled).allows(ask("get", asked, "", "a"))).isEqualTo(allowed);
    }

    @Test
    void aRuleWithNamesNeverCoversARequestWithoutOne() {
        var named = rule("get", "-", "pods", "a", "b");
        assertThat(named.allows(ask("get", "pods", "b", "n"))).isTrue();
        assertThat(named.allows(ask("get", "pods", "c", "n"))).isFalse();
        assertThat(named.allows(ask("get", "pods", "", "n"))).isFalse();
    }

    @Test
    void aStarIsAnOrdinaryName() {
        var starred = rule("get", "-", "pods", "*");
        assertThat(starred.allows(ask("get", "pods", "a", "n"))).isFalse();
        assertThat(starred.allows(ask("get", "pods", "*", "n"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "*, /healthz, true",
        "/healthz, /healthz, true",
        "/healthz, /healthz/etcd, false",
        "/healthz/*, /healthz/etcd, true",
        "/healthz/*, /healthz/, true",
        "/healthz/*, /healthz, false",
        "/healthz*, /healthzfoo, true",
        "/apis/**, /apis/apps, true",
        "/*/v1, /apis/v1, false",
        "/*/v1/*, /apis/v1/x, false",
        "/*, healthz, false",
    })
    void urlsMatchWholeOrByTrailingStars(String ruled, String asked, boolean allowed) {
        assertThat(urls("get", ruled).allows(ask("get", asked))).isEqualTo(allowed);
    }

    @Test
    void urlsAndResourcesAreWorldsApart() {
        assertThat(rule("*", "*", "*").allows(ask("get", "/healthz"))).isFalse();
        assertThat(urls("*", "*").allows(ask("get", "pods", "", "a"))).isFalse();
    }

    @Test
    void aRuleWithAnEmptyListAllowsNothing() {
        assertThat(rule("", "-", "pods").allows(ask("get", "pods", "", "a"))).isFalse();
        assertThat(rule("get", "", "pods").allows(ask("get", "pods", "", "a"))).isFalse();
        assertThat(rule("get", "-", "").allows(ask("get", "pods", "", "a"))).isFalse();
        assertThat(urls("", "/healthz").allows(ask("get", "/healthz"))).isFalse();
    }
}
