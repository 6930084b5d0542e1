package cloud.kuryzhev.rbacguard.admission.mutation;

import static cloud.kuryzhev.rbacguard.admission.mutation.Offered.tree;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultTokenTest {

    private static final String TOKEN = """
            {"name": "kube-api-access-x", "projected": {"sources": [{"serviceAccountToken": {"path": "token"}}, \
            {"configMap": {"name": "kube-root-ca.crt"}}, {"downwardAPI": {}}]}}""";
    private static final String MOUNT = """
            {"name": "kube-api-access-x", "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount", "readOnly": true}""";
    private static final String DATA = """
            {"name": "data", "emptyDir": {}}""";
    private static final String DATA_MOUNT = """
            {"name": "data", "mountPath": "/data"}""";

    @Test
    void aPodOfTheDefaultAccountLosesTheTokenThatItDidNotAskFor() {
        assertThat(pod("\"serviceAccountName\": \"default\"", TOKEN + "," + DATA, DATA_MOUNT + "," + MOUNT)
                        .stored())
                .isEqualTo(pod(
                                "\"serviceAccountName\": \"default\", \"automountServiceAccountToken\": false",
                                DATA,
                                DATA_MOUNT)
                        .object());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"serviceAccountName\": \"robot\"",
                "\"serviceAccountName\": \"default\", \"automountServiceAccountToken\": true",
                "\"automountServiceAccountToken\": false"
            })
    void whoAskedForItsTokenOrForNoneIsLeftAlone(String spec) {
        assertThat(pod(spec, TOKEN, MOUNT).mutation()).isEqualTo(Mutation.Patched.NOT_AT_ALL);
    }

    @Test
    void aTokenMountedElsewhereWasAskedFor() {
        assertThat(pod("\"serviceAccountName\": \"default\"", TOKEN, MOUNT.replace("/var/run", "/elsewhere"))
                        .mutation())
                .isEqualTo(Mutation.Patched.NOT_AT_ALL);
    }

    @Test
    void anotherVolumeOfThatNameIsNoToken() {
        String other = "{\"name\": \"kube-api-access-x\", \"emptyDir\": {}}";
        assertThat(pod("\"serviceAccountName\": \"default\"", other, MOUNT).stored())
                .isEqualTo(pod(
                                "\"serviceAccountName\": \"default\", \"automountServiceAccountToken\": false",
                                other,
                                MOUNT)
                        .object());
    }

    @Test
    void aRunningPodStaysAsItIs() {
        assertThat(pod("\"serviceAccountName\": \"default\"", TOKEN, MOUNT)
                        .insteadOf("{}")
                        .mutation())
                .isEqualTo(Mutation.Patched.NOT_AT_ALL);
    }

    @Test
    void theDefaultAccountHandsOutNoTokenUnlessItSaysSo() {
        assertThat(account("{\"metadata\": {\"name\": \"default\"}}").stored())
                .isEqualTo(tree("{\"metadata\": {\"name\": \"default\"}, \"automountServiceAccountToken\": false}"));
        assertThat(account("{\"metadata\": {\"name\": \"default\"}, \"automountServiceAccountToken\": true}")
                        .mutation())
                .isEqualTo(Mutation.Patched.NOT_AT_ALL);
        assertThat(account("{\"metadata\": {\"name\": \"robot\"}}").mutation()).isEqualTo(Mutation.Patched.NOT_AT_ALL);
    }

    private static Offered account(String object) {
        return Offered.created("", "ServiceAccount", object);
    }

    private static Offered pod(String spec, String volumes, String mounts) {
        return Offered.created("", "Pod", """
                {"metadata": {"name": "p"}, "spec": {%s, "volumes": [%s],
                 "initContainers": [{"name": "i", "volumeMounts": [%s]}],
                 "containers": [{"name": "a"}, {"name": "b", "volumeMounts": [%s]}]}}
                """.formatted(spec, volumes, mounts, mounts));
    }
}
