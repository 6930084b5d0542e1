package cloud.kuryzhev.rbacguard.policy.rbac;

import static cloud.kuryzhev.rbacguard.policy.Given.account;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRole;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleKey;
import static cloud.kuryzhev.rbacguard.policy.Given.group;
import static cloud.kuryzhev.rbacguard.policy.Given.role;
import static cloud.kuryzhev.rbacguard.policy.Given.roleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.rule;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ClusterIndexTest {

    private final ClusterIndex cluster = new ClusterIndex();

    @Test
    void bindingsAreFoundByTheirRoleAlsoWhereItDoesNotExist() {
        var later = clusterRoleBinding("b", "view", user("jane"));
        var earlier = clusterRoleBinding("a", "view", user("joe"));
        cluster.put(later);
        cluster.put(earlier);
        cluster.put(roleBinding("shop", "c", clusterRoleKey("edit"), user("jane")));
        assertThat(cluster.role(clusterRoleKey("view"))).isEmpty();
        assertThat(cluster.bindingsOf(clusterRoleKey("view"))).containsExactly(earlier, later);
    }

    @Test
    void bindingsAreFoundByTheirSubjectHoweverItIsSpelled() {
        var asAccount = clusterRoleBinding("a", "view", account("shop", "ci"), account("shop", "ci"));
        var asUser = clusterRoleBinding("b", "edit", user("system:serviceaccount:shop:ci"));
        cluster.put(asAccount);
        cluster.put(asUser);
        cluster.put(clusterRoleBinding("c", "edit", group("system:serviceaccounts:shop")));
        assertThat(cluster.bindingsTo(account("shop", "ci"))).containsExactly(asAccount, asUser);
        assertThat(cluster.bindingsTo(user("system:serviceaccount:shop:ci"))).containsExactly(asAccount, asUser);
    }

    @Test
    void anObjectTakesThePlaceOfTheOneWithItsKey() {
        cluster.put(clusterRoleBinding("a", "view", user("jane"), user("joe")));
        var next = clusterRoleBinding("a", "view", user("joe"));
        cluster.put(next);
        assertThat(cluster.bindingsTo(user("jane"))).isEmpty();
        assertThat(cluster.bindingsTo(user("joe"))).containsExactly(next);
        assertThat(cluster.objects()).containsExactly(next);
    }

    @Test
    void nothingIsLeftOfWhatIsTakenOut() {
        var binding = clusterRoleBinding("a", "view", user("jane"));
        cluster.put(binding);
        cluster.put(clusterRole("view", rule("get", "-", "pods")));
        cluster.remove(binding.key());
        cluster.remove(clusterRoleKey("view"));
        cluster.remove(clusterRoleKey("never was"));
        assertThat(cluster.objects()).isEmpty();
        assertThat(cluster.bindingsOf(clusterRoleKey("view"))).isEmpty();
        assertThat(cluster.bindingsTo(user("jane"))).isEmpty();
    }

    @Test
    void clusterRolesAndThoseThatAreAggregatedAreKnownApart() {
        Role plain = clusterRole("plain");
        Role aggregated = aggregated("sum");
        cluster.put(role("shop", "local"));
        cluster.put(plain);
        cluster.put(aggregated);
        assertThat(cluster.clusterRoles()).containsExactlyInAnyOrder(plain, aggregated);
        assertThat(cluster.aggregated()).containsExactly(aggregated);
        cluster.put(clusterRole("sum"));
        assertThat(cluster.aggregated()).isEmpty();
    }

    @Test
    void aServiceAccountIsThereUntilItIsTakenOut() {
        var account = new Subject.ServiceAccount("shop", "ci");
        assertThat(cluster.hasServiceAccount("shop", "ci")).isFalse();
        cluster.put(account);
        assertThat(cluster.hasServiceAccount("shop", "ci")).isTrue();
        assertThat(cluster.serviceAccounts()).containsExactly(account);
        cluster.remove(account);
        assertThat(cluster.hasServiceAccount("shop", "ci")).isFalse();
    }

    @Test
    void anUnknownClusterSaysThatItIs() {
        assertThat(Cluster.UNKNOWN.isKnown()).isFalse();
        assertThat(cluster.isKnown()).isTrue();
        assertThat(Cluster.UNKNOWN.objects()).isEmpty();
    }

    private static Role aggregated(String name) {
        return new Role(
                clusterRoleKey(name),
                List.of(),
                List.of(new LabelSelector(new TreeMap<>(), Collections.emptyList())),
                Metadata.NONE);
    }
}
