package cloud.kuryzhev.rbacguard.kube;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.AuditPolicyReading.Unusable;
import cloud.kuryzhev.rbacguard.kube.AuditPolicyReading.Usable;
import cloud.kuryzhev.rbacguard.policy.audit.AuditPolicy;
import cloud.kuryzhev.rbacguard.policy.audit.AuditRule;
import cloud.kuryzhev.rbacguard.policy.audit.AuditRule.Resources;
import cloud.kuryzhev.rbacguard.policy.audit.Logged.Answer;
import cloud.kuryzhev.rbacguard.policy.audit.Stage;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnUrl;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditPolicyReaderTest {

    private static final Subject BACKEND = new Subject.ServiceAccount("shop", "backend");

    @Test
    void everyFieldThatDecidesWhatIsLoggedIsRead(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("policy.yaml"), """
                apiVersion: audit.k8s.io/v1
                kind: Policy
                omitStages: [RequestReceived]
                omitManagedFields: true
                rules:
                - level: None
                  users: [jane]
                  userGroups: [dev]
                  verbs: [get]
                  namespaces: ["", shop]
                  resources: [{ resources: [pods/*], resourceNames: [web] }, { group: apps }]
                  omitStages: [ResponseStarted]
                - level: RequestResponse
                  nonResourceURLs: ["/api*"]
                """);
        assertThat(AuditPolicyReader.load(file.toString()))
                .isEqualTo(new Usable(new AuditPolicy(
                        List.of(
                                new AuditRule(
                                        false,
                                        List.of("jane"),
                                        List.of("dev"),
                                        List.of("get"),
                                        List.of(
                                                new Resources("", List.of("pods/*"), List.of("web")),
                                                new Resources("apps", List.of(), List.of())),
                                        List.of("", "shop"),
                                        List.of(),
                                        Set.of(Stage.ResponseStarted)),
                                new AuditRule(
                                        true,
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of("/api*"),
                                        Set.of())),
                        Set.of(Stage.RequestReceived))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a: [",
                "[]",
                "{apiVersion: v1, kind: Policy}",
                "{apiVersion: audit.k8s.io/v1, kind: Policy, rules: {}}",
                "{apiVersion: audit.k8s.io/v1, kind: Policy, rules: [x]}",
                "{apiVersion: audit.k8s.io/v1, kind: Policy, rules: [{level: none}]}",
                "{apiVersion: audit.k8s.io/v1, kind: Policy, rules: [], omitStages: [Never]}"
            })
    void whatTheApiServerWouldRefuseIsUnusable(String yaml) {
        assertThat(AuditPolicyReader.read(yaml)).isInstanceOf(Unusable.class);
    }

    @Test
    void aMissingFileAndAnUnknownPresetAreUnusable() {
        assertThat(AuditPolicyReader.load("/does/not/exist")).isInstanceOf(Unusable.class);
        assertThat(AuditPolicyReader.load("preset:minikube"))
                .isEqualTo(
                        new Unusable("is no preset; these are: eks, gke, gke-data-access, aks, aks-admin, openshift"));
    }

    @ParameterizedTest
    @CsvSource({
        "eks, list, '', pods, LOGGED",
        "eks, list, '', events, NOT_LOGGED",
        "eks, list, events.k8s.io, events, LOGGED",
        "eks, list, metrics.k8s.io, pods, LOGGED",
        "gke, list, '', pods, NOT_LOGGED",
        "gke, create, '', pods, LOGGED",
        "gke, create, '', events, NOT_LOGGED",
        "gke-data-access, list, '', pods, LOGGED",
        "gke-data-access, list, '', events, NOT_LOGGED",
        "aks, list, '', pods, LOGGED",
        "aks, list, '', events, LOGGED",
        "aks, watch, events.k8s.io, events, NOT_LOGGED",
        "aks, create, '', events, UNKNOWN",
        "aks-admin, list, '', pods, NOT_LOGGED",
        "aks-admin, watch, '', pods, LOGGED",
        "aks-admin, create, '', pods, LOGGED",
        "openshift, list, '', events, LOGGED",
        "openshift, get, '', pods, LOGGED"
    })
    void presetsSayWhatManagedClustersLog(String preset, String verb, String group, String resource, Answer answer) {
        assertThat(answer(preset, new OnResource(verb, group, resource, "", "")))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks", "gke", "gke-data-access", "aks", "aks-admin"})
    void noManagedClusterLogsHealthChecks(String preset) {
        assertThat(answer(preset, new OnUrl("get", "/healthz/etcd"))).isEqualTo(Answer.NOT_LOGGED);
    }

    @Test
    void openShiftLogsNoDiscovery() {
        assertThat(answer("openshift", new OnUrl("get", "/apis/apps/v1"))).isEqualTo(Answer.NOT_LOGGED);
        assertThat(answer("openshift", new OnUrl("get", "/metrics"))).isEqualTo(Answer.LOGGED);
    }

    private static Answer answer(String preset, Permission granted) {
        return AuditPolicyReader.load("preset:" + preset) instanceof Usable usable
                ? usable.policy().of(BACKEND, Set.of()).logged(granted).answer()
                : Answer.UNKNOWN;
    }
}
