package cloud.kuryzhev.rbacguard.policy.drift;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.drift.LeastRoles.Options;
import cloud.kuryzhev.rbacguard.policy.rbac.Grant;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeastRolesTest {

    private static final Subject CART = new Subject.ServiceAccount("shop", "cart");

    @Test
    void fewNamesAreKeptAndManyBecomeAll() {
        assertThat(rules(get("a", "shop"), get("b", "shop")))
                .singleElement()
                .satisfies(rule -> assertThat(rule.resourceNames()).containsExactly("a", "b"));
        assertThat(rules(get("a", "shop"), get("b", "shop"), get("c", "shop"), get("d", "shop")))
                .singleElement()
                .satisfies(rule -> assertThat(rule.resourceNames()).isEmpty());
    }

    @Test
    void aGeneratedNameDoesNotComeAgain() {
        assertThat(rules(get("web-7d9f8b6c5-x2x4z", "shop")))
                .singleElement()
                .satisfies(rule -> assertThat(rule.resourceNames()).isEmpty());
    }

    @Test
    void createNamesNothingUnlessItIsOfASubresource() {
        assertThat(rules(new OnResource("create", "", "pods", "a", "shop"))
                        .getFirst()
                        .resourceNames())
                .isEmpty();
        assertThat(rules(new OnResource("create", "", "pods/exec", "a", "shop"))
                        .getFirst()
                        .resourceNames())
                .containsExactly("a");
    }

    @Test
    void aWatchBringsListAndSaysThatItWasNotSeen() {
        LeastRoles least = of(Options.DEFAULT, new OnResource("watch", "", "pods", "", "shop"));

        assertThat(least.inferred()).extracting(Permission::toString).containsExactly("list pods -n shop");
        assertThat(least.roles().getFirst().rules().getFirst().verbs()).containsExactly("list", "watch");
    }

    @Test
    void namespacesThatAreAlikeShareOneRole() {
        LeastRoles least = of(Options.DEFAULT, get("", "a"), get("", "b"));

        assertThat(least.roles()).extracting(it -> it.key().toString()).containsExactly("ClusterRole x");
        assertThat(least.bindings())
                .extracting(it -> it.key().toString())
                .containsExactly("RoleBinding a/x", "RoleBinding b/x");
    }

    @Test
    void moreNamespacesThanWantedAreGrantedAtOnce() {
        assertThat(of(new Options(3, 1), get("", "a"), get("", "b")).bindings())
                .singleElement()
                .satisfies(it -> assertThat(it.clusterWide()).isTrue());
    }

    @Test
    void pathsStandInAClusterRoleAndLeasesInARoleOfTheirOwn() {
        LeastRoles least = of(
                Options.DEFAULT,
                new OnUrl("get", "/metrics"),
                new OnResource("update", "coordination.k8s.io", "leases", "cart", "shop"));

        assertThat(least.roles())
                .extracting(it -> it.key().toString())
                .containsExactly("ClusterRole x", "Role shop/x-leader-election");
        assertThat(least.bindings())
                .extracting(it -> it.key() + " of " + it.roleRef())
                .containsExactly(
                        "ClusterRoleBinding x of ClusterRole x",
                        "RoleBinding shop/x-leader-election of Role shop/x-leader-election");
    }

    @Test
    void whatIsNoSingleRequestIsNotGranted() {
        assertThat(rules(new OnUrl("get", "/logs/*"), new OnResource("get", "", "*", "", "shop")))
                .isEmpty();
    }

    @Test
    void nothingThatWasUsedIsLost() {
        var used = new ArrayList<Permission>();
        for (String namespace : List.of("", "a", "b", "c")) {
            for (String name : List.of("", "n", "n1", "n2", "n3")) {
                for (String verb : List.of("get", "watch", "create", "deletecollection")) {
                    used.add(new OnResource(verb, "apps", "deployments", name, namespace));
                    used.add(new OnResource(verb, "", "pods/exec", name, namespace));
                }
            }
        }
        used.add(new OnUrl("get", "/metrics"));
        for (Options options : List.of(Options.DEFAULT, new Options(0, 0), new Options(10, 2))) {
            LeastRoles least = LeastRoles.of(CART, "x", used, options);
            RbacSnapshot snapshot = RbacSnapshot.of(Stream.concat(least.roles().stream(), least.bindings().stream())
                    .toList());
            List<Grant> grants = snapshot.bindings().map(snapshot::grant).toList();

            assertThat(used).allMatch(it -> grants.stream().anyMatch(grant -> grant.allows(it)));
        }
    }

    private static OnResource get(String name, String namespace) {
        return new OnResource("get", "", "configmaps", name, namespace);
    }

    private static List<PolicyRule> rules(Permission... used) {
        return of(Options.DEFAULT, used).roles().stream()
                .map(Role::rules)
                .flatMap(List::stream)
                .toList();
    }

    private static LeastRoles of(Options options, Permission... used) {
        return LeastRoles.of(CART, "x", List.of(used), options);
    }
}
