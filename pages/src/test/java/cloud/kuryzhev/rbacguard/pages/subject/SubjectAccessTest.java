package cloud.kuryzhev.rbacguard.pages.subject;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.pages.subject.SubjectAccess.Held;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.Group;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject.ServiceAccount;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Totals;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedRule;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.UsedScope;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubjectAccessTest {

    private static final Subject CART = new ServiceAccount("shop", "cart");
    private static final PolicyRule READ = rule("get,list", "pods");
    private static final PolicyRule GET = rule("get", "pods");
    private static final PolicyRule WRITE = rule("delete", "pods");

    @Test
    void whatWasUsedStandsAtEachRuleThatAllowsItWhereItWasUsed() {
        SubjectAccess access =
                of(used("shop", rule("get", "pods")), in("shop", "a", CART, READ, WRITE), in("other", "b", CART, READ));

        assertThat(held(access, "a").rules()).extracting(it -> it.used().size()).containsExactly(1, 0);
        assertThat(held(access, "b").rules()).allMatch(it -> it.used().isEmpty());
        assertThat(access.elsewhere()).isEmpty();
    }

    @Test
    void whatIsGrantedByNoBindingAnyMoreIsTold() {
        assertThat(of(used("shop", WRITE), in("shop", "a", CART, READ)).elsewhere())
                .singleElement()
                .hasToString("Use[permission=delete pods, namespaces=[shop], seen=" + Seen.once(Instant.EPOCH)
                        + ", alone=true]");
    }

    @Test
    void aBindingIsRedundantWhereAnotherGivesAllOfItThereAsWell() {
        SubjectAccess access = of(Optional.empty(), in("shop", "narrow", CART, GET), in("shop", "wide", CART, READ));

        assertThat(held(access, "narrow").redundantBy())
                .extracting(ObjectKey::name)
                .containsExactly("wide");
        assertThat(held(access, "wide").redundantBy()).isEmpty();
        assertThat(held(
                                of(Optional.empty(), in("shop", "narrow", CART, GET), in("other", "wide", CART, READ)),
                                "narrow")
                        .redundantBy())
                .isEmpty();
    }

    @Test
    void severalBindingsTogetherMayMakeOneRedundant() {
        SubjectAccess access = of(
                Optional.empty(),
                in("shop", "both", CART, rule("get,delete", "pods")),
                in("shop", "one", CART, GET),
                in("shop", "other", CART, WRITE));

        assertThat(held(access, "both").redundantBy())
                .extracting(ObjectKey::name)
                .containsExactly("one", "other");
    }

    @Test
    void aBindingOfItsGroupReachesItAndSaysWhich() {
        var group = new Group("system:serviceaccounts:shop");
        SubjectAccess access = of(Optional.empty(), in("shop", "all", group, READ));

        assertThat(held(access, "all").through()).contains(group);
    }

    @Test
    void aRoleThatDoesNotExistGivesNothing() {
        assertThat(held(of(Optional.empty(), in("shop", "a", CART, READ).dangling()), "a"))
                .returns(true, Held::dangling)
                .returns(List.of(), Held::redundantBy);
    }

    private record Bound(Role role, Binding binding) {

        Stream<RbacObject> objects() {
            return Stream.of(role, binding);
        }

        Bound dangling() {
            return new Bound(new Role(new ObjectKey(Kind.ROLE, "elsewhere", "r"), List.of()), binding);
        }
    }

    private static Held held(SubjectAccess access, String binding) {
        return access.bindings().stream()
                .filter(it -> it.binding().name().equals(binding))
                .findFirst()
                .orElseThrow();
    }

    private static SubjectAccess of(Optional<UsageSummary> usage, Bound... objects) {
        return SubjectAccess.of(
                CART,
                Set.of(),
                RbacSnapshot.of(Stream.of(objects).flatMap(Bound::objects).toList()),
                usage);
    }

    private static Bound in(String namespace, String name, Subject subject, PolicyRule... rules) {
        var role = new ObjectKey(Kind.ROLE, namespace, name);
        return new Bound(
                new Role(role, List.of(rules)),
                new Binding(new ObjectKey(Kind.ROLE_BINDING, namespace, name), role, List.of(subject)));
    }

    private static Optional<UsageSummary> used(String namespace, PolicyRule rule) {
        return Optional.of(new UsageSummary(
                CART,
                new Window(Instant.EPOCH, Instant.EPOCH, true),
                List.of(new UsedScope(List.of(namespace), List.of(new UsedRule(rule, Seen.once(Instant.EPOCH))))),
                List.of(),
                new Totals(1, 0, 0, 0)));
    }

    private static PolicyRule rule(String verbs, String resource) {
        return PolicyRule.onResources(List.of(verbs.split(",")), List.of(""), List.of(resource));
    }
}
