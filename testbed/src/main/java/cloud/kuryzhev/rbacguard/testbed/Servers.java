package cloud.kuryzhev.rbacguard.testbed;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How each server of a control plane is started; all listen on 127.0.0.1 only. */
record Servers(Binaries binaries, Layout layout, ControlPlaneOptions options, int etcdPort, int apiServerPort) {

    /** What needs nodes, volumes or a cloud, none of which are here. */
    private static final List<String> CONTROLLERS = List.of(
            "*",
            "-cloud-node-lifecycle-controller",
            "-horizontal-pod-autoscaler-controller",
            "-node-ipam-controller",
            "-node-lifecycle-controller",
            "-node-route-controller",
            "-persistentvolume-attach-detach-controller",
            "-persistentvolume-binder-controller",
            "-persistentvolume-expander-controller",
            "-service-lb-controller",
            "-ttl-controller");

    URI apiServerUrl() {
        return url("https", apiServerPort);
    }

    ChildProcess etcd() {
        URI clients = url("http", etcdPort);
        // No other member ever comes, and with port 0 nobody can be in the way.
        String peers = url("http", 0).toString();
        return start(
                binaries.etcd(),
                List.of(
                        "--name=default",
                        "--data-dir=" + layout.file("etcd"),
                        "--listen-client-urls=" + clients,
                        "--advertise-client-urls=" + clients,
                        "--listen-peer-urls=" + peers,
                        "--initial-advertise-peer-urls=" + peers,
                        "--initial-cluster=default=" + peers,
                        "--unsafe-no-fsync",
                        "--log-level=warn"));
    }

    ChildProcess apiServer() {
        List<String> flags = new ArrayList<>(List.of(
                "--etcd-servers=" + url("http", etcdPort),
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + apiServerPort,
                "--endpoint-reconciler-type=none", // a loopback address is refused as an endpoint
                "--tls-cert-file=" + layout.file(Credentials.SERVER_CERTIFICATE),
                "--tls-private-key-file=" + layout.file(Credentials.SERVER_KEY),
                "--client-ca-file=" + layout.file(Credentials.CA_CERTIFICATE),
                "--token-auth-file=" + layout.file(Credentials.TOKENS),
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                "--service-account-key-file=" + layout.file(Credentials.SERVICE_ACCOUNT_KEY),
                "--service-account-signing-key-file=" + layout.file(Credentials.SERVICE_ACCOUNT_KEY),
                "--service-cluster-ip-range=10.0.0.0/24",
                "--allow-privileged=true",
                "--shutdown-watch-termination-grace-period=1s",
                "--audit-policy-file=" + layout.write("audit-policy.yaml", options.auditPolicy()),
                "--audit-log-path=" + auditLog(),
                "--audit-log-maxsize=" + options.auditLogMegabytes()));
        options.auditWebhook().ifPresent(url -> flags.addAll(auditWebhook(url)));
        flags.addAll(options.apiServerFlags());
        return start(binaries.kubeApiserver(), flags);
    }

    ChildProcess controllerManager(Path kubeconfig) {
        return start(
                binaries.kubeControllerManager(),
                List.of(
                        "--kubeconfig=" + kubeconfig,
                        "--secure-port=0",
                        "--leader-elect=false",
                        "--controllers=" + String.join(",", CONTROLLERS),
                        "--use-service-account-credentials=true",
                        "--service-account-private-key-file=" + layout.file(Credentials.SERVICE_ACCOUNT_KEY),
                        "--root-ca-file=" + layout.file(Credentials.CA_CERTIFICATE),
                        "--cluster-signing-cert-file=" + layout.file(Credentials.CA_CERTIFICATE),
                        "--cluster-signing-key-file=" + layout.file(Credentials.CA_KEY),
                        "--kube-api-qps=1000",
                        "--kube-api-burst=1000"));
    }

    Path auditLog() {
        return layout.folder("audit").resolve("audit.log");
    }

    private List<String> auditWebhook(URI url) {
        Kubeconfig target = Kubeconfig.unverified(url);
        return List.of(
                "--audit-webhook-config-file=" + layout.write("audit-webhook.kubeconfig", target.yaml()),
                "--audit-webhook-initial-backoff=1s",
                "--audit-webhook-batch-max-wait=1s");
    }

    private ChildProcess start(Path binary, List<String> flags) {
        String name = binary.getFileName().toString();
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(flags);
        return ChildProcess.start(name, command, Map.of(), layout.file(name + ".log"));
    }

    private static URI url(String scheme, int port) {
        return URI.create(scheme + "://127.0.0.1:" + port);
    }
}
