package cloud.kuryzhev.rbacguard.kube.backstop;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.policy.Action;
import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.rule.Rule;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The policy module's cases, {@code cases/<rule>/{pass,fail}/*.yaml}, as requests to the API server. */
@WithControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackstopCasesIT {

    private static final Path CASES = Path.of("../policy/src/test/resources/cases");
    private static final int EXISTS = 409; // found after everybody was asked
    private static final int INVALID = 422; // the API server itself refuses it, before anybody is asked

    /** Every rule refuses here, also those that only warn by default. */
    private static final Policy POLICY = Policy.of(
                    Set.of(
                            "system:anonymous",
                            "system:unauthenticated",
                            "system:masters",
                            "system:serviceaccount:kube-system:default"),
                    Set.of("cluster-admin"),
                    Set.of("production"))
            .withActions(
                    Rule.CATALOGUE.stream().collect(toMap(rule -> rule.spec().id(), _ -> Action.DENY)));

    private final KubernetesClient admin;
    private final Installed installed;

    BackstopCasesIT(ControlPlane plane) {
        this.admin = plane.admin().client();
        namespaces().forEach(name -> admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .serverSideApply());
        this.installed = Installed.in(admin, Backstop.of(POLICY, Instant.EPOCH));
    }

    @AfterAll
    void remove() {
        installed.close();
    }

    @Test
    void everyCaseThatFailsIsRefusedWithItsRule() {
        SoftAssertions.assertSoftly(softly -> cases("/fail").forEach(file -> {
            Installed.Refusal refusal = installed.creation(object(file));
            softly.assertThat(refusal.code()).as(file.toString()).isEqualTo(403);
            softly.assertThat(refusal.message()).as(file.toString()).contains(" - " + rule(file));
        }));
    }

    @Test
    void noCaseThatPassesIsRefusedByItsRule() {
        SoftAssertions.assertSoftly(softly -> cases("/pass").forEach(file -> softly.assertThat(
                        installed.creation(object(file)))
                .as(file.toString())
                .matches(refusal -> refusal.code() == 0
                        || refusal.code() == EXISTS
                        || (refusal.code() == INVALID && !refusal.message().contains("rbac-guard"))
                        || (refusal.code() == 403 && !refusal.message().contains(" - " + rule(file))))));
    }

    @Test
    void theApiServerFindsNothingWrongWithTheTypes() {
        for (HasMetadata object : installed.backstop().objects()) {
            if (object instanceof ValidatingAdmissionPolicy policy) {
                await().atMost(Installed.SOON).until(() -> status(policy) != null);
                assertThat(status(policy).getTypeChecking())
                        .matches(it -> it == null || it.getExpressionWarnings().isEmpty());
            }
        }
    }

    /** Written by the API server's controller, once it has looked. */
    private ValidatingAdmissionPolicyStatus status(ValidatingAdmissionPolicy policy) {
        return Objects.requireNonNull(admin.resource(policy).get()).getStatus();
    }

    private List<String> namespaces() {
        return files().map(file -> object(file).getMetadata().getNamespace())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private List<Path> cases(String folder) {
        List<Path> found = files().filter(file -> file.toString().contains(folder + "/"))
                .filter(file -> !installed.backstop().notCarried().containsKey(rule(file)))
                .toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private static Stream<Path> files() {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String rule(Path file) {
        return file.getName(file.getNameCount() - 3).toString();
    }

    private HasMetadata object(Path file) {
        try {
            return admin.getKubernetesSerialization().unmarshal("---\n" + Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
