package cloud.kuryzhev.rbacguard.testbed;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A running etcd, kube-apiserver and kube-controller-manager with RBAC and an audit log, without nodes; it ends with the JVM at the latest. */
public final class ControlPlane implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Set<ControlPlane> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(ControlPlane::close)));
    }

    private final Binaries binaries;
    private final Layout layout = Layout.create();
    private final Servers servers;
    private final Users users;
    private final User admin;
    private final User developer;
    private final Deque<ChildProcess> processes = new ConcurrentLinkedDeque<>();
    private @Nullable ChildProcess apiServer;

    private ControlPlane(Binaries binaries, ControlPlaneOptions options) {
        this.binaries = binaries;
        servers = new Servers(binaries, layout, options, Loopback.freePort(), Loopback.freePort());
        CertificateAuthority authority = new CertificateAuthority();
        users = new Users(servers.apiServerUrl(), authority, layout, binaries.kubectl());
        admin = users.byCertificate("admin", List.of("system:masters"));
        developer = users.byToken("developer", Credentials.write(layout, authority, "developer"));
        RUNNING.add(this);
    }

    /** One with the default options, ready to be used. */
    public static ControlPlane start() throws InterruptedException {
        return start(ControlPlaneOptions.DEFAULT);
    }

    /**
     * One with {@code options}, ready to be used: roles bootstrapped, controllers at work.
     *
     * @throws IllegalStateException if a server ends or is not ready in a minute; the message has the end of its log and the log's path, which stays
     */
    public static ControlPlane start(ControlPlaneOptions options) throws InterruptedException {
        Binaries binaries = Binaries.find();
        ControlPlane first = new ControlPlane(binaries, options);
        try {
            return first.begin();
        } catch (IllegalStateException e) {
            if (!String.valueOf(e.getMessage()).contains("address already in use")) {
                throw e;
            }
            first.layout.delete(); // somebody took a port between its choice and its use: that hardly happens twice
            return new ControlPlane(binaries, options).begin();
        }
    }

    private ControlPlane begin() throws InterruptedException {
        boolean ready = false;
        try {
            run(servers.etcd()).awaitReady(LIMIT, () -> Readiness.listens(servers.etcdPort()));
            startApiServer();
            User controllers = users.byCertificate("system:kube-controller-manager", List.of());
            await(run(servers.controllerManager(controllers.kubeconfig())), Readiness::controllers);
            ready = true;
            return this;
        } finally {
            if (!ready) {
                end();
            }
        }
    }

    /** Where kube-apiserver serves: {@code https://127.0.0.1:<port>}. */
    public URI apiServer() {
        return servers.apiServerUrl();
    }

    /** The PEM certificate that signs the API server's. */
    public Path caCertificate() {
        return layout.file(Credentials.CA_CERTIFICATE);
    }

    /** The audit log in JSON lines; rotated ones lie beside it as {@code audit-<time>.log}. */
    public Path auditLog() {
        return servers.auditLog();
    }

    /** All files of this control plane; gone once it is closed. */
    public Path directory() {
        return layout.directory();
    }

    /** The kubectl program; {@link User#kubectl} runs it. */
    public Path kubectl() {
        return binaries.kubectl();
    }

    /** The servers that run now. */
    public List<ChildProcess> processes() {
        return processes.stream().filter(ChildProcess::isAlive).toList();
    }

    /** In group {@code system:masters}: may do everything, by no role. */
    public User admin() {
        return admin;
    }

    /** A user with a token and no rights but everybody's. */
    public User developer() {
        return developer;
    }

    /** Any user, by a new client certificate; it is in {@code system:authenticated} besides {@code groups}. */
    public User user(String name, String... groups) {
        return users.byCertificate(name, List.of(groups));
    }

    /** A service account with a new token of one day; the account and its namespace are made where they are absent. */
    public User serviceAccount(String namespace, String name) {
        return users.byToken(
                "system:serviceaccount:" + namespace + ":" + name,
                ServiceAccounts.token(admin.client(), namespace, name));
    }

    /** A new gate to the API server, for {@link User#through}. */
    public TcpGate gate() {
        return TcpGate.to("127.0.0.1", servers.apiServerPort());
    }

    /** Starts kube-apiserver on its old port and returns once it is ready; nothing happens if it runs. */
    public synchronized void startApiServer() throws InterruptedException {
        if (apiServer == null || !apiServer.isAlive()) {
            apiServer = run(servers.apiServer());
            await(apiServer, Readiness::apiServer);
        }
    }

    /** Ends kube-apiserver and returns once it is gone; nothing happens if it does not run. */
    public synchronized void stopApiServer() {
        if (apiServer != null) {
            apiServer.stop();
            processes.remove(apiServer);
            apiServer = null;
        }
    }

    /** Stops and starts kube-apiserver: its data stays, its watch caches begin anew. */
    public void restartApiServer() throws InterruptedException {
        stopApiServer();
        startApiServer();
    }

    /** Ends all servers at once and removes their files; closing again does nothing. */
    @Override
    public void close() {
        if (end()) {
            layout.delete();
        }
    }

    private void await(ChildProcess server, Predicate<Readiness> ready) throws InterruptedException {
        try (Readiness readiness = new Readiness(admin.config())) {
            server.awaitReady(LIMIT, () -> ready.test(readiness));
        }
    }

    private ChildProcess run(ChildProcess process) {
        processes.push(process);
        return process;
    }

    private boolean end() {
        boolean first = RUNNING.remove(this);
        if (first) {
            users.close();
            processes.forEach(ChildProcess::kill);
        }
        return first;
    }
}
