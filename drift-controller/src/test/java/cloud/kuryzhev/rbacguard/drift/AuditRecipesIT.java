package cloud.kuryzhev.rbacguard.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.drift.intake.Authority;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.ControlPlaneOptions;
import cloud.kuryzhev.rbacguard.testbed.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of {@code docs/audit}, as they stand there but for where they lie and listen. */
class AuditRecipesIT {

    private static final Path RECIPES = Path.of("../docs/audit");
    private static final String FOLDER = "/etc/kubernetes/audit";
    private static final Pattern ARGUMENT = Pattern.compile("\\{name: (audit-[\\w-]+), value: (\\S+)}");
    private static final String SERVICE = "https://10.96.0.200:443";

    @TempDir
    private Path directory;

    @Test
    void anApiServerThatIsSetUpByTheKubeadmRecipePostsItsEvents() throws Exception {
        Authority authority = new Authority(directory.resolve("tls"));
        authority.writeClient("kube-apiserver");
        int port = WebhookIT.freePort();
        Path config = authority.file("webhook.kubeconfig.yaml");
        Files.writeString(
                config,
                Files.readString(RECIPES.resolve("webhook.kubeconfig.yaml"))
                        .replace(FOLDER, directory.resolve("tls").toString())
                        .replace(SERVICE, "https://127.0.0.1:" + port));
        ControlPlaneOptions options =
                ControlPlaneOptions.DEFAULT.withAuditPolicy(Files.readString(RECIPES.resolve("policy.yaml")));
        for (String flag : kubeadmFlags()) {
            if (!flag.startsWith("--audit-policy-file=")) { // which the control plane writes by itself
                options = options.withApiServerFlag(
                        flag.replace(FOLDER, directory.resolve("tls").toString()));
            }
        }
        try (ControlPlane plane = options.start()) {
            User auditor = plane.serviceAccount(Installation.NAMESPACE, "rbac-auditor");
            try (Guard guard = Guard.start(auditor, Path.of(""), directory, receiver(authority, port))) {
                User worker = plane.serviceAccount("default", "worker");
                await().untilAsserted(() -> {
                    worker.kubectl().run("get", "pods");
                    assertThat(guard.metrics())
                            .contains("rbac_guard_audit_events_total{result=\"denied\",source=\"webhook\"}");
                });
            }
        }
    }

    private static List<String> kubeadmFlags() throws IOException {
        return ARGUMENT.matcher(Files.readString(RECIPES.resolve("kubeadm.yaml")))
                .results()
                .map(it -> "--" + it.group(1) + "=" + it.group(2))
                .toList();
    }

    private String[] receiver(Authority authority, int port) {
        String webhook = "--rbac-guard.intake.webhook.";
        return new String[] {
            "--rbac-guard.intake.directory=" + directory.resolve("journal"),
            webhook + "port=" + port,
            webhook + "tls.certificate=" + authority.file("tls.crt"),
            webhook + "tls.private-key=" + authority.file("tls.key"),
            webhook + "client-ca=" + authority.file("ca.crt"),
            webhook + "clients=kube-apiserver"
        };
    }
}
