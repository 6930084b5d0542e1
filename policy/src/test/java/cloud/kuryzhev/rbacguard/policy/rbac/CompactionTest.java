package cloud.kuryzhev.rbacguard.policy.rbac;

import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.askIn;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompactionTest {

    @Test
    void verbsOfOneResourceComeTogetherInTheOrderPeopleWriteThem() {
        assertThat(Compaction.rules(List.of(
                        ask("watch", "pods", "", "n"),
                        ask("escalate", "pods", "", "n"),
                        ask("bind", "pods", "", "n"),
                        ask("get", "pods", "", "n"),
                        ask("list", "pods", "", "n"))))
                .containsExactly(rule("get,list,watch,bind,escalate", "-", "pods"));
    }

    @Test
    void resourcesWithTheSameVerbsComeTogetherWithinTheirGroup() {
        assertThat(Compaction.rules(List.of(
                        ask("get", "secrets", "", ""),
                        ask("get", "configmaps", "", ""),
                        askIn("apps", "get", "deployments", "", ""),
                        ask("list", "pods", "", ""))))
                .containsExactly(
                        rule("get", "-", "configmaps,secrets"),
                        rule("list", "-", "pods"),
                        rule("get", "apps", "deployments"));
    }

    @Test
    void namesWithTheSameVerbsComeTogetherAndStayApartFromNone() {
        assertThat(Compaction.rules(List.of(
                        ask("get", "secrets", "b", ""),
                        ask("get", "secrets", "a", ""),
                        ask("delete", "secrets", "c", ""),
                        ask("list", "secrets", "", ""))))
                .containsExactly(
                        rule("list", "-", "secrets"),
                        rule("get", "-", "secrets", "a", "b"),
                        rule("delete", "-", "secrets", "c"));
    }

    @Test
    void apiGroupsWithTheSameResourcesAndVerbsComeTogether() {
        assertThat(Compaction.rules(List.of(
                        ask("create", "events", "", "n"),
                        askIn("events.k8s.io", "create", "events", "", "n"),
                        ask("create", "pods", "", "m"))))
                .containsExactly(rule("create", "-", "events,pods"), rule("create", "events.k8s.io", "events"));
        assertThat(Compaction.rules(
                        List.of(ask("create", "events", "", "n"), askIn("events.k8s.io", "create", "events", "", "n"))))
                .singleElement()
                .satisfies(rule -> assertThat(rule.apiGroups()).containsExactly("", "events.k8s.io"));
    }

    @Test
    void inARoleANameSaysNothingBesideAllNames() {
        List<Permission> seen = List.of(ask("list", "secrets", "", "n"), ask("list", "secrets", "a", "n"));
        assertThat(Compaction.ofRole(seen)).containsExactly(rule("list", "-", "secrets"));
        assertThat(Compaction.rules(seen))
                .as("but that it was asked for is remembered")
                .containsExactly(rule("list", "-", "secrets"), rule("list", "-", "secrets", "a"));
    }

    @Test
    void urlsComeLast() {
        assertThat(Compaction.rules(
                        List.of(ask("get", "/b"), ask("get", "/a"), ask("post", "/a"), ask("get", "pods", "", ""))))
                .containsExactly(rule("get", "-", "pods"), urls("get,post", "/a"), urls("get", "/b"));
    }

    @Test
    void namespacesDoNotMatter() {
        assertThat(Compaction.rules(List.of(ask("get", "pods", "", "a"), ask("get", "pods", "", "b"))))
                .containsExactly(rule("get", "-", "pods"));
    }
}
