package cloud.kuryzhev.rbacguard.kube;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Bootstrap;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a fresh API server has, on a control plane of its own: others' tests leave objects behind. */
class BootstrapIT {

    private static final Path FILE =
            Path.of("../policy/src/main/resources/cloud/kuryzhev/rbacguard/policy/rbac/bootstrap.tsv");

    /** Run once with {@code -Dbootstrap=write} when another version of Kubernetes ships something else, and commit the result. */
    @Test
    void theListOfShippedObjectsIsWhatAnApiServerShips() throws InterruptedException, IOException {
        try (ControlPlane plane = ControlPlane.start()) {
            KubernetesClient client = plane.admin().client();
            await().atMost(Duration.ofMinutes(2)).until(() -> aggregated(client));
            List<RbacObject> shipped = objects(client);
            if ("write".equals(System.getProperty("bootstrap"))) {
                Files.createDirectories(FILE.getParent());
                Files.writeString(FILE, file(shipped));
            }
            assertThat(Files.readString(FILE)).isEqualTo(file(shipped));
            assertThat(shipped).allMatch(BootstrapIT::isKnown);
        }
    }

    private static boolean isKnown(RbacObject object) {
        return switch (object) {
            case Role role -> Bootstrap.ships(role);
            case Binding binding -> Bootstrap.ships(binding);
        };
    }

    /** Whether the aggregation controller has done all of its work: admin has taken over what edit took over from view. */
    private static boolean aggregated(KubernetesClient client) {
        return Stream.of("admin", "edit", "view")
                .map(name -> client.rbac().clusterRoles().withName(name).get().getRules())
                .allMatch(rules -> rules != null
                        && rules.stream().anyMatch(rule -> rule.getResources().contains("endpointslices")));
    }

    private static List<RbacObject> objects(KubernetesClient client) {
        return Stream.<Collection<? extends HasMetadata>>of(
                        client.rbac().clusterRoles().list().getItems(),
                        client.rbac().clusterRoleBindings().list().getItems(),
                        client.rbac().roles().inAnyNamespace().list().getItems(),
                        client.rbac().roleBindings().inAnyNamespace().list().getItems())
                .flatMap(Collection::stream)
                .flatMap(it -> RbacResources.toModel(it).stream())
                .sorted(Comparator.comparing(RbacObject::key))
                .toList();
    }

    private static String file(List<RbacObject> objects) {
        return objects.stream().map(BootstrapIT::lines).collect(joining("\n", "", "\n"));
    }

    private static String lines(RbacObject object) {
        ObjectKey key = object.key();
        String head = key.kind() + "\t" + key.namespace() + "\t" + key.name();
        return switch (object) {
            case Role role -> head + indented(role.rules().stream().map(BootstrapIT::line));
            case Binding binding ->
                head + "\t" + binding.roleRef().kind() + "\t"
                        + binding.roleRef().name()
                        + indented(binding.subjects().stream().map(BootstrapIT::line));
        };
    }

    private static String indented(Stream<String> lines) {
        return lines.sorted().map(line -> "\n\t" + line).collect(joining());
    }

    private static String line(PolicyRule rule) {
        return Stream.of(
                        rule.verbs(),
                        rule.apiGroups().stream()
                                .map(it -> it.isEmpty() ? "-" : it)
                                .toList(),
                        rule.resources(),
                        rule.resourceNames(),
                        rule.nonResourceUrls())
                .map(list -> list.stream().sorted().collect(joining(",")))
                .collect(joining("\t"));
    }

    private static String line(Subject subject) {
        return switch (subject) {
            case Subject.User(String name) -> "User\t" + name + "\t";
            case Subject.Group(String name) -> "Group\t" + name + "\t";
            case Subject.ServiceAccount(String namespace, String name) -> "ServiceAccount\t" + name + "\t" + namespace;
        };
    }
}
