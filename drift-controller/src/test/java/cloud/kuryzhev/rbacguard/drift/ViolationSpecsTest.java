package cloud.kuryzhev.rbacguard.drift;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.drift.Discovery;
import cloud.kuryzhev.rbacguard.policy.drift.Discovery.Served;
import cloud.kuryzhev.rbacguard.policy.drift.Drift;
import cloud.kuryzhev.rbacguard.policy.drift.DriftSettings;
import cloud.kuryzhev.rbacguard.policy.drift.Facts;
import cloud.kuryzhev.rbacguard.policy.drift.RbacSnapshot;
import cloud.kuryzhev.rbacguard.policy.drift.RuleAges;
import cloud.kuryzhev.rbacguard.policy.drift.Schedules;
import cloud.kuryzhev.rbacguard.policy.drift.Schedules.Schedule;
import cloud.kuryzhev.rbacguard.policy.rbac.Binding;
import cloud.kuryzhev.rbacguard.policy.rbac.Kind;
import cloud.kuryzhev.rbacguard.policy.rbac.Metadata;
import cloud.kuryzhev.rbacguard.policy.rbac.ObjectKey;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.PolicyRule;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Coverage;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.policy.usage.SubjectUsage;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ViolationSpecsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/violations.yaml");
    private static final Instant MADE = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant FROM = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant SEEN = Instant.parse("2026-06-15T12:00:00Z");
    private static final Instant TO = Instant.parse("2026-07-01T00:00:00Z");
    private static final Facts FACTS = new Facts(
            Optional.of(new Discovery(
                    "v1.36.3",
                    List.of(
                            new Served("", "configmaps", true, List.of("get", "list")),
                            new Served("", "pods", true, List.of("get", "list", "watch")),
                            new Served("batch", "jobs", true, List.of("create", "delete"))))),
            Schedules.of(List.of(new Schedule("production", "report", Duration.ofDays(7)))),
            RuleAges.NONE,
            Map.of());

    /** A binding with a suggestion, a bound role of a Helm release with unobservable permissions, and an unbound role. */
    @Test
    void violationsReadAsInTheGoldenFile() throws IOException {
        var serialization = new KubernetesSerialization();
        var specs = new ViolationSpecs(new Manifests(), "");

        RbacSnapshot snapshot = snapshot();

        String yaml =
                Drift.between(snapshot, Policy.DEFAULT, MADE, usage(), DriftSettings.DEFAULT, FACTS)
                        .violations()
                        .stream()
                        .map(violation -> serialization.asYaml(specs.spec(violation, snapshot)))
                        .collect(joining());

        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(GOLDEN, yaml);
        }
        assertThat(yaml)
                .as("to accept it: ./mvnw -pl drift-controller -am test -Dgolden=write")
                .isEqualTo(Files.readString(GOLDEN));
    }

    private static RbacSnapshot snapshot() {
        var backend = new Subject.ServiceAccount("production", "backend");
        var approver = new ObjectKey(Kind.CLUSTER_ROLE, "", "approver");
        return RbacSnapshot.of(List.of(
                role(
                        new ObjectKey(Kind.CLUSTER_ROLE, "", "cluster-admin"),
                        PolicyRule.onResources(List.of("*"), List.of("*"), List.of("*"))),
                binding(
                        new ObjectKey(Kind.CLUSTER_ROLE_BINDING, "", "backend"),
                        new ObjectKey(Kind.CLUSTER_ROLE, "", "cluster-admin"),
                        backend),
                owned(
                        approver,
                        PolicyRule.onResources(List.of("*"), List.of("batch"), List.of("jobs")),
                        PolicyRule.onResources(
                                List.of("approve", "get"), List.of("certificates.k8s.io"), List.of("signers"))),
                binding(
                        new ObjectKey(Kind.ROLE_BINDING, "production", "approvers"),
                        approver,
                        new Subject.Group("ops")),
                role(
                        new ObjectKey(Kind.ROLE, "team", "unbound"),
                        PolicyRule.onResources(List.of("*"), List.of("apps"), List.of("deployments")))));
    }

    private static Role role(ObjectKey key, PolicyRule... rules) {
        return new Role(key, List.of(rules), Metadata.createdAt(MADE));
    }

    private static Role owned(ObjectKey key, PolicyRule... rules) {
        return new Role(
                key,
                List.of(rules),
                Metadata.createdAt(MADE)
                        .withAnnotations(Map.of(
                                "meta.helm.sh/release-name",
                                "signer",
                                "meta.helm.sh/release-namespace",
                                "production")));
    }

    private static Binding binding(ObjectKey key, ObjectKey role, Subject subject) {
        return new Binding(key, role, List.of(subject), Metadata.createdAt(MADE));
    }

    private static Usage usage() {
        var used = new TreeMap<Permission, Seen>();
        used.put(new Permission.OnResource("get", "", "configmaps", "settings", "production"), Seen.once(SEEN));
        used.put(new Permission.OnResource("watch", "", "pods", "", "production"), new Seen(FROM, SEEN, 12));
        var bySubject = new TreeMap<Subject, SubjectUsage>();
        bySubject.put(
                new Subject.ServiceAccount("production", "backend"),
                new SubjectUsage(new TreeSet<>(Set.of("system:serviceaccounts")), used, Collections.emptySortedMap()));
        return new Usage(new Coverage(FROM, TO, 4_711), bySubject);
    }
}
