package cloud.kuryzhev.rbacguard.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import cloud.kuryzhev.rbacguard.admission.management.ManagementServer;
import cloud.kuryzhev.rbacguard.certs.CertificateDirectory;
import cloud.kuryzhev.rbacguard.certs.Rotation;
import cloud.kuryzhev.rbacguard.certs.ServingNames;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.User;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service in this JVM, under a service account with the rights it needs and no others. */
record Guard(ConfigurableApplicationContext context, CertificateDirectory certificates) implements AutoCloseable {

    private static final Duration SOON = Duration.ofMinutes(1);

    /** Starts one, ready or not, that reaches the cluster as {@code account}. */
    static Guard start(User account, Path directory, String... settings) throws IOException {
        var certificates = new CertificateDirectory(
                directory, new Rotation("rbac-guard test CA", ServingNames.of("127.0.0.1"), new SecureRandom()));
        certificates.ensure(Instant.now());
        return serving(certificates, account, settings);
    }

    /** Starts one that serves what is in {@code certificates}. */
    static Guard serving(CertificateDirectory certificates, User account, String... settings) {
        System.setProperty("kubeconfig", account.kubeconfig().toString()); // where fabric8 looks first
        try {
            return new Guard(
                    SpringApplication.run(
                            AdmissionApplication.class,
                            Stream.concat(
                                            Stream.of(
                                                    "--server.address=127.0.0.1",
                                                    "--server.port=0",
                                                    "--management.server.port=0",
                                                    "--rbac-guard.drain=0s",
                                                    "--rbac-guard.tls.directory=" + certificates.directory(),
                                                    "--spring.ssl.bundle.watch.file.quiet-period=100ms"),
                                            Stream.of(settings))
                                    .toArray(String[]::new)),
                    certificates);
        } finally {
            System.clearProperty("kubeconfig");
        }
    }

    /** Starts one that has read the policy and is asked by {@code plane}. */
    static Guard installed(ControlPlane plane, Path directory) throws IOException {
        Guard guard = start(account(plane), directory);
        guard.register(plane.admin().client(), guard.port());
        return guard;
    }

    /** The service's own account, which may read the policy. */
    static User account(ControlPlane plane) {
        plane.admin().client().load(resource("account.yaml")).serverSideApply();
        return plane.serviceAccount("kube-system", "rbac-guard-admission");
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    int managementPort() {
        return context.getBean(ManagementServer.class).port();
    }

    Path file(String name) {
        return certificates.directory().resolve(name);
    }

    /** Has the API server ask the service on {@code port}, and returns once it does. */
    void register(KubernetesClient admin, int port) throws IOException {
        apply(admin, port);
        await().atMost(SOON).until(() -> refusesEverything(admin));
    }

    /** Has the API server ask the service on {@code port}, at some time soon. */
    void apply(KubernetesClient admin, int port) throws IOException {
        apply(admin, "webhook.yaml", port);
    }

    /** Has the API server ask the service about what is stamped and what is guarded, at some time soon. */
    void applyStewardship(KubernetesClient admin) throws IOException {
        apply(admin, "stewardship.yaml", port());
    }

    private void apply(KubernetesClient admin, String file, int port) throws IOException {
        admin.load(new ByteArrayInputStream(new String(resource(file).readAllBytes(), UTF_8)
                        .replace("$URL", "https://127.0.0.1:" + port)
                        .replace("$CA", Base64.getEncoder().encodeToString(Files.readAllBytes(file("ca.crt"))))
                        .getBytes(UTF_8)))
                .serverSideApply();
    }

    static void unregister(KubernetesClient admin) {
        admin.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("rbac-guard")
                .delete();
        await().atMost(SOON).until(() -> acceptsEverything(admin));
    }

    /** Has the API server no longer ask about what is stamped and guarded. */
    static void endStewardship(KubernetesClient admin) {
        admin.load(resource("stewardship.yaml")).delete();
    }

    private static boolean refusesEverything(KubernetesClient admin) {
        return answer(admin).contains("wildcard_verb");
    }

    private static boolean acceptsEverything(KubernetesClient admin) {
        return answer(admin).isEmpty();
    }

    /** What the API server has against a role of everything; none is stored. */
    private static String answer(KubernetesClient admin) {
        try {
            admin.resource("""
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: ClusterRole
                    metadata: {name: probe}
                    rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
                    """).dryRun().create();
            return "";
        } catch (KubernetesClientException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Guard.class.getResourceAsStream("/" + name), name);
    }

    @Override
    public void close() {
        context.close();
    }
}
