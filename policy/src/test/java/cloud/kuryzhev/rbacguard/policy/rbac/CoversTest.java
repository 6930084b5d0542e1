package cloud.kuryzhev.rbacguard.policy.rbac;

import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.urls;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CoversTest {

    static Stream<Arguments> pairs() {
        return Stream.of(
                pair("a rule covers itself", true, rule("get", "v1", "builds"), rule("get", "v1", "builds")),
                pair("nothing is covered by nothing", true, List.of(), List.of()),
                pair("nothing covers no rule", false, List.of(), List.of(rule("get", "-", "pods"))),
                pair("a rule that grants nothing is always covered", true, List.of(), List.of(rule("get", "-", ""))),
                pair("*/sub covers res/sub", true, rule("get", "v1", "*/scale"), rule("get", "v1", "foo/scale")),
                pair("*/sub does not cover res", false, rule("get", "v1", "*/scale"), rule("get", "v1", "foo")),
                pair("res does not cover res/sub", false, rule("get", "v1", "foo"), rule("get", "v1", "foo/scale")),
                pair(
                        "several rules together cover one",
                        true,
                        List.of(
                                rule("delete", "v1", "deployments"),
                                rule("delete", "v1", "builds"),
                                rule("update", "v1", "builds,deployments")),
                        List.of(rule("delete,update", "v1", "builds,deployments"))),
                pair(
                        "rules of several groups together cover one of both",
                        true,
                        List.of(
                                rule("delete", "g1", "a,b"),
                                rule("update", "g1", "a,b"),
                                rule("delete,update", "g2", "a,b")),
                        List.of(rule("delete,update", "g1,g2", "a,b"))),
                pair(
                        "one rule covers many narrower ones",
                        true,
                        List.of(rule("delete,update", "g1,g2", "a,b")),
                        List.of(rule("delete", "g1", "a"), rule("delete", "g2", "b"), rule("update", "g1", "a,b"))),
                pair(
                        "one missing combination is enough to not cover",
                        false,
                        List.of(rule("delete,update", "v1", "builds,deployments"), rule("delete", "v1", "pods")),
                        List.of(rule("delete,update", "v1", "builds,deployments,pods"))),
                pair("all groups cover some", true, rule("get", "*", "roles"), rule("get", "g1,g2", "roles")),
                pair("some groups do not cover all", false, rule("get", "g1", "roles"), rule("get", "*", "roles")),
                pair("all verbs cover some", true, rule("*", "v1", "roles"), rule("watch,list", "v1", "roles")),
                pair(
                        "every known verb does not cover all",
                        false,
                        rule("get,list,watch,create,update,patch,delete,deletecollection", "v1", "roles"),
                        rule("*", "v1", "roles")),
                pair("all resources cover some", true, rule("get", "v1", "*"), rule("get", "v1", "r:d,pods/log")),
                pair("some resources do not cover all", false, rule("get", "v1", "a,b"), rule("get", "v1", "*")),
                pair("no names cover some", true, rule("get", "v1", "pods"), rule("get", "v1", "pods", "a", "b")),
                pair("some names do not cover none", false, rule("get", "v1", "pods", "a"), rule("get", "v1", "pods")),
                pair(
                        "names add up over rules",
                        true,
                        List.of(rule("get", "v1", "pods", "a"), rule("get", "v1", "pods", "b")),
                        List.of(rule("get", "v1", "pods", "b", "a"))),
                pair(
                        "a star among names covers no other",
                        false,
                        rule("get", "v1", "p", "*"),
                        rule("get", "v1", "p", "a")),
                pair("all URLs cover some", true, urls("*", "*"), urls("*", "/apis,/apis/v1,/")),
                pair("a URL prefix covers those below it", true, urls("*", "/apis/*"), urls("get", "/apis/v1/foo")),
                pair("a URL prefix does not cover itself", false, urls("*", "/apis/*"), urls("get", "/apis,/apis/v1")),
                pair("a longer URL prefix is covered by a shorter", true, urls("get", "/a*"), urls("get", "/a/b*")),
                pair(
                        "a shorter URL prefix is not covered by a longer",
                        false,
                        urls("get", "/a/b*"),
                        urls("get", "/a*")),
                pair("resources cover no URLs", false, rule("*", "*", "*"), urls("get", "/apis")),
                pair("URLs cover no resources", false, urls("*", "*"), rule("get", "-", "pods")));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void coversWhatTheWiderRulesGrant(List<PolicyRule> wider, List<PolicyRule> narrower, boolean covered) {
        assertThat(Covers.covers(wider, narrower)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "*, /, true",
        "*, /api, true",
        "/*, '', false",
        "/*, /, true",
        "/*, /foo, true",
        "/apis, /api, false",
        "/api/v1, /api, false",
        "/api/*, /api/v1, true",
        "/api/*, /api, false",
        "/api/*/*, /api/v1, false",
        "/*/v1/*, /api/v1, false",
    })
    void urlsCoverAsTheEscalationCheckSays(String owner, String asked, boolean covered) {
        assertThat(PolicyRule.urlCovers(owner, asked)).isEqualTo(covered);
    }

    @Test
    void anUnchangedRoleOfAnySizeIsCovered() {
        List<PolicyRule> huge = nCopies(300, hugeRule("get", 300));
        List<PolicyRule> shuffled = new ArrayList<>(huge);
        Collections.reverse(shuffled);
        assertThat(Covers.covers(huge, shuffled)).isTrue();
    }

    @Test
    void rulesTooLargeToCompareAreNotCovered() {
        assertThat(Covers.covers(List.of(hugeRule("get,list", 3_000)), List.of(hugeRule("get", 3_000))))
                .isFalse();
    }

    private static PolicyRule hugeRule(String verbs, int size) {
        List<String> many = IntStream.range(0, size).mapToObj(i -> "x" + i).toList();
        return PolicyRule.onResources(List.of(verbs.split(",", -1)), many, many);
    }

    private static Arguments pair(String name, boolean covered, PolicyRule wider, PolicyRule narrower) {
        return pair(name, covered, List.of(wider), List.of(narrower));
    }

    private static Arguments pair(String name, boolean covered, List<PolicyRule> wider, List<PolicyRule> narrower) {
        return argumentSet(name, wider, narrower, covered);
    }
}
