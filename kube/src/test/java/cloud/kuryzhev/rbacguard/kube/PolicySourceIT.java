package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.policy.Policy;
import cloud.kuryzhev.rbacguard.policy.PolicyReading.Problem;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.TcpGate;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@WithControlPlane
class PolicySourceIT {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Policy NO_EDIT =
            Policy.of(Policy.DEFAULT.forbiddenSubjects(), Set.of("edit"), Policy.DEFAULT.restrictedNamespaces());

    private final ControlPlane plane;
    private final KubernetesClient admin;
    private final List<PolicySource.State> heard = new CopyOnWriteArrayList<>();

    PolicySourceIT(ControlPlane plane) {
        this.plane = plane;
        this.admin = plane.admin().client();
    }

    @AfterEach
    void withoutAConfigMap() {
        admin.resource(configMap("any", "any")).delete();
    }

    @Test
    void withoutAConfigMapTheDefaultIsInForce() {
        try (PolicySource source = synced(admin)) {
            assertThat(source.state()).isEqualTo(PolicySource.State.DEFAULT);
        }
    }

    @RepeatedTest(5)
    void onceSyncedThePolicyIsTheConfigMaps() {
        store("forbidden_roles: [edit]");
        await().atMost(SOON).until(this::isInTheWatchCache);

        try (PolicySource source = new PolicySource(admin, heard::add)) {
            await().atMost(SOON)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofNanos(1))
                    .until(source::hasSynced);
            assertThat(source.state().policy()).isEqualTo(NO_EDIT);
        }
    }

    /** Informers list from the API server's watch cache, which hears of a write a moment after it is acknowledged. */
    private boolean isInTheWatchCache() {
        return admin
                .configMaps()
                .inNamespace(PolicySource.NAMESPACE)
                .list(new ListOptionsBuilder().withResourceVersion("0").build())
                .getItems()
                .stream()
                .anyMatch(configMap -> configMap.getMetadata().getName().equals(PolicySource.NAME));
    }

    @Test
    void anEditTakesEffectAndIsTold() {
        try (PolicySource source = synced(admin)) {
            store("forbidden_roles: [edit]");

            await().atMost(SOON).until(() -> source.state().policy().equals(NO_EDIT));
            assertThat(heard).containsExactly(PolicySource.State.of(NO_EDIT, List.of()));
        }
    }

    @Test
    void aTextThatCannotBeUsedLeavesTheLastGoodPolicyInForceAndSaysWhy() {
        store("forbidden_roles: [edit]");
        try (PolicySource source = synced(admin)) {
            store("forbidden_rolls: [view]");

            await().atMost(SOON).until(() -> !source.state().problems().isEmpty());
            assertThat(source.state().policy()).isEqualTo(NO_EDIT);
            assertThat(source.state().problems())
                    .extracting(Problem::toString)
                    .singleElement()
                    .asString()
                    .startsWith("policy.yaml line 1, column 1: unknown key \"forbidden_rolls\"");

            store("forbidden_roles: [edit]");
            await().atMost(SOON).until(() -> source.state().problems().isEmpty());
        }
    }

    @Test
    void aFirstTextThatCannotBeUsedLeavesTheDefaultInForce() {
        store("- not a policy");
        try (PolicySource source = synced(admin)) {
            assertThat(source.state().policy()).isEqualTo(Policy.DEFAULT);
            assertThat(source.state().problems()).isNotEmpty();
        }
    }

    @Test
    void withoutTheKeyTheDefaultIsInForceAgain() {
        store("forbidden_roles: [edit]");
        try (PolicySource source = synced(admin)) {
            admin.resource(configMap("another.yaml", "")).update();

            await().atMost(SOON).until(() -> source.state().policy().equals(Policy.DEFAULT));
        }
    }

    @Test
    void withTheConfigMapGoneTheDefaultIsInForceAgain() {
        store("forbidden_roles: [edit]");
        try (PolicySource source = synced(admin)) {
            admin.resource(configMap("any", "any")).delete();

            await().atMost(SOON).until(() -> source.state().policy().equals(Policy.DEFAULT));
        }
    }

    @Test
    void itStartsWithoutTheApiServerAndFollowsOnceThatIsThere() {
        store("forbidden_roles: [edit]");
        try (TcpGate gate = plane.gate()) {
            gate.shut();
            try (PolicySource source =
                    new PolicySource(plane.admin().through(gate).client(), heard::add)) {
                await().during(Duration.ofSeconds(1)).until(() -> !source.hasSynced());
                gate.open();

                await().atMost(SOON).until(source::hasSynced);
                assertThat(source.state().policy()).isEqualTo(NO_EDIT);
            }
        }
    }

    @Test
    void whatChangedWhileTheApiServerWasAwayIsSeenWhenItIsBack() {
        try (TcpGate gate = plane.gate();
                PolicySource source = synced(plane.admin().through(gate).client())) {
            gate.shut();
            store("forbidden_roles: [edit]");
            await().during(Duration.ofSeconds(5)).atMost(SOON).until(() -> heard.isEmpty());
            gate.open();

            await().atMost(SOON).until(() -> source.state().policy().equals(NO_EDIT));
        }
    }

    private PolicySource synced(KubernetesClient client) {
        PolicySource source = new PolicySource(client, heard::add);
        await().atMost(SOON).until(source::hasSynced);
        return source;
    }

    private void store(String yaml) {
        admin.resource(configMap(PolicySource.KEY, yaml)).serverSideApply();
    }

    private static ConfigMap configMap(String key, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(PolicySource.NAMESPACE)
                .withName(PolicySource.NAME)
                .endMetadata()
                .addToData(key, value)
                .build();
    }
}
