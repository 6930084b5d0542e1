package cloud.kuryzhev.rbacguard.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to spell the access that a rule looks for, generated from what it says that it looks for. */
class WildcardFormsTest {

    record Form(Rule rule, PolicyRule granted) {
        @Override
        public String toString() {
            return rule.spec().id() + " " + granted;
        }
    }

    static Stream<Form> forms() {
        return Rule.CATALOGUE.stream()
                .filter(GrantingRule.class::isInstance)
                .map(GrantingRule.class::cast)
                .flatMap(rule -> rule.dangers().stream()
                        .flatMap(access -> access.verbs().stream().flatMap(verb -> forms(rule, access, verb))));
    }

    private static Stream<Form> forms(Rule rule, Access access, String verb) {
        return Stream.of(verb, "*")
                .flatMap(v -> Stream.of(access.apiGroup(), "*").flatMap(group -> resources(access.resource())
                        .map(resource -> new Form(
                                rule,
                                PolicyRule.onResources(
                                        List.of("other", v), List.of("other", group), List.of("others", resource))))));
    }

    private static Stream<String> resources(String resource) {
        var forms = new ArrayList<>(List.of(resource, "*"));
        int slash = resource.indexOf('/');
        if (slash >= 0) {
            forms.add("*" + resource.substring(slash));
        }
        return forms.stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void eachIsFound(Form form) {
        var role = new Role(new ObjectKey(Kind.CLUSTER_ROLE, "", "r"), List.of(form.granted()));
        assertThat(form.rule().matches(role, Given.alone(Policy.DEFAULT)))
                .singleElement()
                .satisfies(match -> assertThat(match.narrow()).isFalse());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void itsLookalikesAreNot(Form form) {
        PolicyRule granted = form.granted();
        Stream.of(
                        PolicyRule.onResources(List.of("other"), granted.apiGroups(), granted.resources()),
                        PolicyRule.onResources(granted.verbs(), List.of("other"), granted.resources()),
                        PolicyRule.onResources(
                                granted.verbs(), granted.apiGroups(), List.of("others", "others/*", "*/*")))
                .map(rule -> new Role(new ObjectKey(Kind.CLUSTER_ROLE, "", "r"), List.of(rule)))
                .forEach(role -> assertThat(form.rule().matches(role, Given.alone(Policy.DEFAULT)))
                        .isEmpty());
    }
}
