package cloud.kuryzhev.rbacguard.policy.drift;

import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.Given;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.SmallWorld;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LeastRolePropertiesTest {

    private static final Subject JANE = user("jane");

    record Case(Grant refused, Set<Permission> used, Set<Permission> denied) {
        LeastRole least() {
            return LeastRole.of(refused, List.of(LeastRoleTest.usage(used, denied)), Given.alone(Policy.DEFAULT));
        }

        boolean isNeeded(Permission request) {
            return refused.allows(request) && (used.contains(request) || denied.contains(request));
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void everythingNeededIsAllowedAndNothingThatTheRefusedGrantDidNotAllow(@ForAll("cases") Case it) {
        if (it.least() instanceof LeastRole.Found found) {
            var snapshot = RbacSnapshot.of(Stream.<RbacObject>concat(found.roles().stream(), found.bindings().stream())
                    .toList());
            for (Permission request : SmallWorld.REQUESTS) {
                boolean allowed = snapshot.bindings()
                        .filter(binding -> binding.subjects().contains(JANE))
                        .anyMatch(binding -> snapshot.grant(binding).allows(request));
                assertThat(allowed).as("%s", request).satisfies(is -> {
                    if (it.isNeeded(request)) {
                        assertThat(is).isTrue();
                    }
                    if (!it.refused().allows(request)) {
                        assertThat(is).isFalse();
                    }
                });
            }
            assertThat(found.onlyDenied()).noneMatch(it.used()::contains);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void thereIsNoneForNeededThingsOnlyWhereThePolicyForbidsThem(@ForAll("cases") Case it) {
        if (it.least() instanceof LeastRole.None none
                && SmallWorld.REQUESTS.stream().anyMatch(it::isNeeded)) {
            assertThat(none.reason()).startsWith("what is needed breaks the policy itself");
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        var requests = Arbitraries.of(SmallWorld.REQUESTS).set().ofMaxSize(12);
        return Combinators.combine(
                        Arbitraries.of(
                                clusterRoleBinding("b", "r", JANE), roleBinding("n1", "b", clusterRoleKey("r"), JANE)),
                        SmallWorld.rules().list().ofMinSize(1).ofMaxSize(3),
                        requests,
                        requests)
                .as((binding, rules, used, denied) -> new Case(new Grant(binding, rules), used, denied));
    }
}
