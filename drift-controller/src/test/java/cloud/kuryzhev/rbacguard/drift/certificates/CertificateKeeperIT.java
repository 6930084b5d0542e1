package cloud.kuryzhev.rbacguard.drift.certificates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.certs.Certificates;
import cloud.kuryzhev.rbacguard.certs.Rotation;
import cloud.kuryzhev.rbacguard.certs.ServingNames;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import cloud.kuryzhev.rbacguard.testbed.WithControlPlane;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A year in the life of the certificates, by a clock of the test's, with the chart's rights. */
@WithControlPlane
class CertificateKeeperIT {

    private static final String NAMESPACE = "rbac-guard";
    private static final String SECRET = "rbac-guard-tls";
    private static final List<Path> RIGHTS = List.of(
            Path.of("../chart/templates/drift-rbac.yaml"), Path.of("../chart/templates/certificates-rbac.yaml"));
    private static final String WEBHOOKS = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: rbac-guard}
            webhooks: [%1$s, {name: b.example.com, %2$s}]
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: rbac-guard}
            webhooks: [%1$s]
            """.formatted("{name: a.example.com, " + webhook() + "}", webhook());

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final KubernetesClient admin;
    private final KubernetesClient auditor;
    private final CertificateKeeper keeper;

    CertificateKeeperIT(ControlPlane plane) throws IOException, InterruptedException {
        this.admin = plane.admin().client();
        this.auditor = plane.serviceAccount(NAMESPACE, "rbac-auditor").client();
        this.keeper = keeper();
        for (Path template : RIGHTS) {
            String rights = Files.readString(template)
                    .replaceAll("(?m)^\\{\\{-.*}}$", "")
                    .replace("{{ .Release.Namespace }}", NAMESPACE);
            assertThat(plane.admin()
                            .kubectl()
                            .runWith(rights, "apply", "-f", "-")
                            .succeeded())
                    .isTrue();
        }
    }

    private CertificateKeeper keeper() {
        return new CertificateKeeper(
                new CertificateSecret(auditor, NAMESPACE, SECRET),
                new TrustedAuthorities(auditor),
                new Rotation("CA", ServingNames.ofService("rbac-guard-admission", NAMESPACE), new SecureRandom()));
    }

    @BeforeEach
    void register() {
        admin.load(new ByteArrayInputStream(WEBHOOKS.getBytes(UTF_8))).serverSideApply();
    }

    @AfterEach
    void remove() {
        admin.load(new ByteArrayInputStream(WEBHOOKS.getBytes(UTF_8))).delete();
        admin.secrets().inNamespace(NAMESPACE).withName(SECRET).delete();
    }

    @Test
    void theFirstStepMakesThemAndHasEveryWebhookTrustThem() {
        Certificates made = keeper.step(START);

        assertThat(stored()).isEqualTo(encoded(made.files()));
        assertThat(bundles()).hasSize(3).containsOnly(made.caBundle());
        assertThat(secret().getType()).isEqualTo("kubernetes.io/tls");
        assertThat(secret().getMetadata().getOwnerReferences())
                .singleElement()
                .extracting(OwnerReference::getName)
                .isEqualTo("rbac-auditor");
    }

    @Test
    void nothingIsWrittenWhileNothingIsDue() {
        keeper.step(START);
        String secret = secret().getMetadata().getResourceVersion();
        String webhooks = versions();

        keeper.step(START.plus(Duration.ofDays(10)));

        assertThat(secret().getMetadata().getResourceVersion()).isEqualTo(secret);
        assertThat(versions()).isEqualTo(webhooks);
    }

    @Test
    void aServingCertificateIsRenewedAtTwoThirdsOfItsLifeByTheSameAuthority() {
        Certificates first = keeper.step(START);
        Certificates second = keeper.step(START.plus(Duration.ofDays(21)));

        assertThat(second.authority().certificate()).isEqualTo(first.authority().certificate());
        assertThat(second.serving().certificate()).isNotEqualTo(first.serving().certificate());
        assertThat(stored()).isEqualTo(encoded(second.files()));
    }

    @Test
    void aNewAuthorityIsTrustedBesideTheOldOneBeforeAnythingItSignedIsServed() {
        Certificates old = keeper.step(START);
        Instant due = START.plus(Duration.ofDays(250));
        // so that what is served does not have to be renewed together with its authority
        Certificates late = keeper.step(due.minus(Duration.ofDays(9)));

        Certificates between = keeper.step(due);
        assertThat(between.authority().certificate())
                .isNotEqualTo(old.authority().certificate());
        assertThat(between.trusted()).contains(old.authority().certificate());
        assertThat(between.serving().certificate()).isEqualTo(late.serving().certificate());
        assertThat(bundles()).containsOnly(between.caBundle());

        Certificates after = keeper.step(due.plus(Duration.ofDays(12)));
        assertThat(after.authority().certificate())
                .isEqualTo(between.authority().certificate());
        assertThat(after.serving().certificate()).isNotEqualTo(late.serving().certificate());

        Certificates aYearOn = keeper.step(START.plus(Duration.ofDays(366)));
        assertThat(aYearOn.trusted()).doesNotContain(old.authority().certificate());
        assertThat(bundles()).containsOnly(aYearOn.caBundle());
    }

    @Test
    void whatIsDeletedOrBrokenIsMadeAnew() {
        keeper.step(START);
        admin.secrets().inNamespace(NAMESPACE).withName(SECRET).delete();
        Certificates remade = keeper.step(START);
        assertThat(stored()).isEqualTo(encoded(remade.files()));

        admin.secrets().inNamespace(NAMESPACE).withName(SECRET).edit(it -> new SecretBuilder(it)
                .addToData("tls.key", Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}))
                .build());
        Certificates mended = keeper.step(START);
        assertThat(mended.authority().certificate())
                .isEqualTo(remade.authority().certificate());
        assertThat(stored()).isEqualTo(encoded(mended.files()));
    }

    @Test
    void aBundleThatSomebodyTookAwayIsPutBack() {
        Certificates made = keeper.step(START);
        admin.admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName("rbac-guard")
                .edit(it -> {
                    it.getWebhooks().getFirst().getClientConfig().setCaBundle(null);
                    return it;
                });

        keeper.step(START);

        assertThat(bundles()).hasSize(3).containsOnly(made.caBundle());
    }

    @Test
    void ofTwoReplicasTheSlowerOneFailsAndThenTakesOver() {
        var secret = new CertificateSecret(auditor, NAMESPACE, SECRET);
        CertificateSecret.Stored seen = secret.read();
        Certificates made = keeper.step(START);

        assertThatThrownBy(() -> secret.replace(seen, Map.of("tls.crt", new byte[0], "tls.key", new byte[0])))
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode())
                        .isEqualTo(409));
        CertificateSecret.Stored again = secret.read();
        keeper.step(START.plus(Duration.ofDays(21)));
        assertThatThrownBy(() -> secret.replace(again, made.files()))
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode())
                        .isEqualTo(409));
        assertThat(keeper().step(START.plus(Duration.ofDays(21))).authority().certificate())
                .isEqualTo(made.authority().certificate());
    }

    @Test
    void itReadsNoOtherSecret() {
        assertThatThrownBy(() -> new CertificateSecret(auditor, NAMESPACE, "another").read())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode())
                        .isEqualTo(403));
    }

    private Secret secret() {
        return admin.secrets().inNamespace(NAMESPACE).withName(SECRET).get();
    }

    private Map<String, String> stored() {
        return secret().getData();
    }

    private static Map<String, String> encoded(Map<String, byte[]> files) {
        return files.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, it -> Base64.getEncoder()
                .encodeToString(it.getValue())));
    }

    private List<byte[]> bundles() {
        var admission = admin.admissionRegistration().v1();
        return Stream.concat(
                        admission.validatingWebhookConfigurations().withName("rbac-guard").get().getWebhooks().stream()
                                .map(it -> it.getClientConfig().getCaBundle()),
                        admission.mutatingWebhookConfigurations().withName("rbac-guard").get().getWebhooks().stream()
                                .map(it -> it.getClientConfig().getCaBundle()))
                .map(Base64.getDecoder()::decode)
                .toList();
    }

    private String versions() {
        var admission = admin.admissionRegistration().v1();
        return admission
                        .validatingWebhookConfigurations()
                        .withName("rbac-guard")
                        .get()
                        .getMetadata()
                        .getResourceVersion()
                + ","
                + admission
                        .mutatingWebhookConfigurations()
                        .withName("rbac-guard")
                        .get()
                        .getMetadata()
                        .getResourceVersion();
    }

    private static String webhook() {
        return "clientConfig: {url: 'https://127.0.0.1:1/'}, sideEffects: None, admissionReviewVersions: [v1], rules: []";
    }
}
