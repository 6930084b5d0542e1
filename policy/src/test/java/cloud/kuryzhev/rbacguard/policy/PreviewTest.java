package cloud.kuryzhev.rbacguard.policy;

import static cloud.kuryzhev.rbacguard.policy.Given.clusterRoleBinding;
import static cloud.kuryzhev.rbacguard.policy.Given.user;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Cluster;
import cloud.kuryzhev.rbacguard.policy.rbac.ClusterIndex;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PreviewTest {

    private static final Policy VIEW = forbidding("view");
    private static final Policy EDIT = forbidding("edit");

    private final ClusterIndex cluster = new ClusterIndex();

    @Test
    void whatWouldBeDeniedAndWhatNoLongerIsTold() {
        cluster.put(clusterRoleBinding("b", "view", user("jane")));
        cluster.put(clusterRoleBinding("a", "view", user("jane")));
        cluster.put(clusterRoleBinding("c", "edit", user("jane")));
        assertThat(lines(EDIT, VIEW))
                .containsExactly(
                        "2 objects would newly be denied: ClusterRoleBinding a, ClusterRoleBinding b",
                        "1 object would no longer be denied: ClusterRoleBinding c",
                        "compared with the policy in force, for all 3 roles and bindings that stand now");
    }

    @Test
    void nothingIsDeniedByAPolicyThatIsNotEnforced() {
        cluster.put(clusterRoleBinding("a", "view", user("jane")));
        assertThat(lines(VIEW.in(Mode.WARN), VIEW)).startsWith("1 object would newly be denied: ClusterRoleBinding a");
        assertThat(lines(VIEW, VIEW.in(Mode.AUDIT)))
                .startsWith(
                        "0 objects would newly be denied", "1 object would no longer be denied: ClusterRoleBinding a");
    }

    @Test
    void aChangeWithoutEffectSaysSo() {
        cluster.put(clusterRoleBinding("a", "view", user("jane")));
        assertThat(lines(VIEW, VIEW))
                .startsWith("0 objects would newly be denied", "0 objects would no longer be denied");
    }

    @Test
    void ofVeryManyTheFirstAreNamed() {
        IntStream.range(0, 14)
                .forEach(i -> cluster.put(clusterRoleBinding("b%02d".formatted(i), "view", user("jane"))));
        assertThat(lines(EDIT, VIEW).getFirst())
                .startsWith("14 objects would newly be denied: ClusterRoleBinding b00, ")
                .endsWith("ClusterRoleBinding b04, …");
    }

    @Test
    void fiveAreAllNamed() {
        IntStream.range(0, 5).forEach(i -> cluster.put(clusterRoleBinding("b" + i, "view", user("jane"))));
        assertThat(lines(EDIT, VIEW).getFirst()).endsWith("ClusterRoleBinding b4");
    }

    @Test
    void whatIsNoLongerDeniedIsInOrderToo() {
        IntStream.range(0, 50).forEach(i -> cluster.put(clusterRoleBinding("b" + i, "view", user("jane"))));
        assertThat(Preview.of(VIEW, EDIT, cluster, Given.NOW, () -> true).noLongerDenied())
                .hasSize(50)
                .isSorted();
    }

    @Test
    void anExemptionMakesADifferenceAndAnUnusedOneIsNamed() {
        cluster.put(clusterRoleBinding("a", "view", user("jane")));
        Policy exempting = VIEW.withExemptions(Stream.of("jane", "joe")
                .map(subject -> new Exemption(
                        Optional.empty(),
                        List.of(),
                        new TreeSet<>(Set.of(subject)),
                        new TreeSet<>(Set.of("forbidden_role_ref")),
                        Given.NOW.plusSeconds(1),
                        "moving",
                        "ops"))
                .toList());
        assertThat(lines(VIEW, exempting))
                .contains(
                        "1 object would no longer be denied: ClusterRoleBinding a",
                        "exemptions[1] is unused: nothing that stands needs it")
                .noneMatch(line -> line.startsWith("exemptions[0]"));
    }

    @Test
    void whatTimeDoesNotAllowIsLeftOutAndSaid() {
        IntStream.range(0, 5).forEach(i -> cluster.put(clusterRoleBinding("b" + i, "view", user("jane"))));
        Iterator<Boolean> time = List.of(true, true, false).iterator();
        Preview preview = Preview.of(EDIT, VIEW, cluster, Given.NOW, time::next);
        assertThat(preview.newlyDenied()).hasSize(2);
        assertThat(preview.lines())
                .contains("compared with the policy in force, for the first 2 roles and bindings that stand now");
    }

    @Test
    void anUnknownClusterIsSaidToBe() {
        assertThat(Preview.of(EDIT, VIEW, Cluster.UNKNOWN, Given.NOW, () -> true)
                        .lines())
                .singleElement()
                .asString()
                .contains("is not known");
    }

    private List<String> lines(Policy old, Policy next) {
        return Preview.of(old, next, cluster, Given.NOW, () -> true).lines();
    }

    private static Policy forbidding(String role) {
        return Policy.of(Set.of(), Set.of(role), Set.of());
    }
}
