package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.group;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.roleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static cloud.kuryzhev.rbacguard.policy.drift.Scene.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Owned;
import cloud.kuryzhev.rbacguard.policy.drift.Suggestion.Share;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.LabelSelector;
import cloud.kuryzhev.rbacguard.policy.rbac.Owner;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What belongs to somebody else is changed there; what several share can be taken apart. */
class ForeignAndSharedTest {

    private static final Subject BACKEND = account("shop", "backend");
    private static final Role WIDE = clusterRole("wide", rule("*", "-", "pods,secrets"));
    private static final Map<String, String> HELM =
            Map.of("meta.helm.sh/release-name", "shop", "meta.helm.sh/release-namespace", "shop");

    @Test
    void whatAHelmReleaseOwnsIsReplacedThereAndNotDeletedHere() {
        Role owned = owned(WIDE);
        Binding binding = owned(roleBinding("n", "b", WIDE.key(), BACKEND));
        var suggestion = new Scene(owned, binding)
                .used(BACKEND, ask("get", "pods", "a", "n"))
                .replacement(owned);
        assertThat(suggestion.delete()).isEmpty();
        assertThat(suggestion.roles()).containsExactly(fresh(role("n", "b-least", rule("get", "-", "pods"))));
        assertThat(suggestion.owned())
                .extracting(Owned::key, it -> it.owner().name())
                .containsExactly(
                        tuple(binding.key(), "Helm release shop/shop"), tuple(owned.key(), "Helm release shop/shop"));
    }

    @Test
    void aBindingOfOnesOwnToAForeignRoleIsStillDeleted() {
        Role owned = owned(WIDE);
        var binding = roleBinding("n", "b", WIDE.key(), BACKEND);
        var suggestion = new Scene(owned, binding).replacement(owned);
        assertThat(suggestion.delete()).containsExactly(binding.key());
        assertThat(suggestion.owned())
                .containsExactly(
                        new Owned(owned.key(), Owner.of(owned.metadata()).orElseThrow()));
    }

    @Test
    void anAggregatedRoleIsNarrowedAtItsSources() {
        var aggregated = new Role(
                WIDE.key(),
                WIDE.rules(),
                List.of(new LabelSelector(new TreeMap<>(Map.of("into", "wide")), List.of())),
                WIDE.metadata());
        assertThat(new Scene(aggregated, clusterRoleBinding("b", "wide", BACKEND)).violations())
                .filteredOn(it -> it.source().equals(aggregated.key()))
                .extracting(Violation::suggestion)
                .allSatisfy(it -> assertThat(it)
                        .isInstanceOfSatisfying(Suggestion.None.class, none -> assertThat(none.reason())
                                .startsWith("its rules come from the ClusterRoles")));
    }

    @Test
    void subjectsThatNeedDifferentThingsAreAlsoToldApart() {
        var binding = roleBinding("n", "b", WIDE.key(), BACKEND, group("dev"));
        var suggestion = new Scene(WIDE, binding)
                .used(
                        BACKEND,
                        ask("get", "pods", "a", "n"),
                        ask("list", "pods", "", "n"),
                        ask("get", "secrets", "s", "n"))
                .used(user("jane"), Set.of("dev"), ask("get", "pods", "a", "n"))
                .replacement(WIDE);
        assertThat(suggestion.roles())
                .containsExactly(
                        fresh(role("n", "b-least", rule("get,list", "-", "pods"), rule("get", "-", "secrets"))));
        assertThat(suggestion.explanation().split())
                .extracting(Share::subject, Share::roles)
                .containsExactly(
                        tuple(group("dev"), List.of(fresh(role("n", "b-least-1", rule("get", "-", "pods"))))),
                        tuple(
                                BACKEND,
                                List.of(fresh(role(
                                        "n",
                                        "b-least-2",
                                        rule("get,list", "-", "pods"),
                                        rule("get", "-", "secrets"))))));
    }

    @Test
    void subjectsThatNeedTheSameAreNot() {
        var binding = roleBinding("n", "b", WIDE.key(), BACKEND, user("jane"));
        var suggestion = new Scene(WIDE, binding)
                .used(BACKEND, ask("get", "pods", "a", "n"))
                .used(user("jane"), ask("get", "pods", "a", "n"))
                .replacement(WIDE);
        assertThat(suggestion.explanation().split()).isEmpty();
    }

    @Test
    void aRedundantBindingIsToldFromAnUnusedOne() {
        var redundant = roleBinding("n", "redundant", WIDE.key(), BACKEND);
        var unused = roleBinding("n", "unused", WIDE.key(), user("jane"));
        var scene = new Scene(
                        WIDE,
                        redundant,
                        unused,
                        role("n", "reader", rule("get", "-", "pods")),
                        roleBinding("n", "readers", roleKey("n", "reader"), BACKEND),
                        roleBinding("n", "needed", WIDE.key(), user("joe")))
                .used(BACKEND, ask("get", "pods", "a", "n"))
                .used(user("joe"), ask("get", "pods", "a", "n"));
        assertThat(scene.replacement(WIDE).explanation().idle())
                .extracting(it -> it.binding().name(), it -> it.reason())
                .containsExactly(
                        tuple(
                                "redundant",
                                "redundant: all that was used of it is allowed by RoleBinding n/readers as well"),
                        tuple("unused", "unused: nobody was seen to use anything that it grants"));
    }

    private static Role owned(Role role) {
        return new Role(role.key(), role.rules(), role.metadata().withAnnotations(HELM));
    }

    private static Binding owned(Binding binding) {
        return new Binding(
                binding.key(),
                binding.roleRef(),
                binding.subjects(),
                binding.metadata().withAnnotations(HELM));
    }
}
