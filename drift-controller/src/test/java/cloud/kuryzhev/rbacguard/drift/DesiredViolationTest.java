package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesiredViolationTest {

    /** {@code k8s.io/apimachinery/pkg/util/validation}: DNS-1123 subdomain. */
    private static final String DNS_SUBDOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

    @Test
    void itLiesBesideANamespacedObject() {
        assertThat(DesiredViolation.of(Specs.of("Role", "team", "deployer"), "release")
                        .namespace())
                .isEqualTo("team");
    }

    @Test
    void aClusterScopedObjectsLiesInTheReleasesNamespace() {
        assertThat(DesiredViolation.of(Specs.of("ClusterRole", null, "deployer"), "release")
                        .namespace())
                .isEqualTo("release");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"deployer", "system:node:A", "---", "Ünïcode and spaces", "a.b.c", "-", "x-", "\uD83D\uDE00"})
    void anyNameOfAnObjectGivesADnsName(String name) {
        assertThat(name("ClusterRoleBinding", null, name))
                .matches(DNS_SUBDOMAIN)
                .startsWith("clusterrolebinding-")
                .hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void namesThatReadAlikeOrAreCutDiffer() {
        List<String> names = Stream.of("a:b", "a-b", "A-b", "a--b", "x".repeat(250), "x".repeat(251))
                .map(name -> name("Role", "team", name))
                .toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.length() <= 200);
    }

    @Test
    void kindAndNamespaceTellObjectsOfOneNameApart() {
        assertThat(List.of(
                        name("Role", "team", "x"),
                        name("Role", "other", "x"),
                        name("RoleBinding", "team", "x"),
                        name("ClusterRole", null, "x")))
                .doesNotHaveDuplicates();
    }

    @Test
    void oneObjectsNameIsAlwaysTheSame() {
        assertThat(name("ClusterRoleBinding", null, "admins")).isEqualTo("clusterrolebinding-admins-f5fc39213f");
    }

    private static String name(String kind, @Nullable String namespace, String name) {
        return DesiredViolation.of(Specs.of(kind, namespace, name), "release").name();
    }
}
