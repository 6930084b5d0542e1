package cloud.kuryzhev.rbacguard.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The demo, and what can be said of the installation once it was at work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {

    private static final List<String> ACCOUNTS = List.of("rbac-guard-admission", "rbac-auditor");
    private static final Path REASONS = ProjectRoot.find().resolve("docs/own-permissions.md");
    private static final Pattern REASON = Pattern.compile("(?m)^\\| (\\S+) \\| `([^`]+)` \\| \\S.*\\|$");

    private final ControlPlane plane;
    private final Guard guard;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int exitCode;

    DemoIT() throws InterruptedException {
        plane = ControlPlane.start();
        guard = new Guard(plane);
    }

    @BeforeAll
    void tell() throws InterruptedException {
        exitCode = Demo.tell(plane, guard, new Narrator(new PrintStream(out, true, UTF_8)));
    }

    @AfterAll
    void end() {
        guard.close();
        plane.close();
    }

    @Test
    @Order(1)
    void everyStepGoesAsTold() {
        String told = out.toString(UTF_8);
        assertThat(exitCode).as(told).isZero();
        assertThat(told).contains("[" + Story.STEPS + "/" + Story.STEPS + "]").doesNotContain("✗");
    }

    /** Without a kubelet: what the test's pod would run is run here, under its account. */
    @Test
    @Order(2)
    void helmTestMeetsARealDenialAndNoticesWhereThereIsNone() throws InterruptedException, IOException {
        plane.admin()
                .client()
                .resourceList(RenderedChart.withTests(plane.directory()).objects().stream()
                        .filter(it -> RenderedChart.name(it).contains("/rbac-guard-test"))
                        .filter(it -> !"Pod".equals(it.get("kind")))
                        .map(it -> new KubernetesSerialization().convertValue(it, HasMetadata.class))
                        .toList())
                .serverSideApply();
        assertThat(helmTest()).startsWith("0 ").contains("refused, as it should be", "system:anonymous");

        String[] configurations = {"delete", "validatingwebhookconfigurations", "rbac-guard", "--wait"};
        assertThat(plane.admin().kubectl().run(configurations).succeeded()).isTrue();
        Eventually.holds("nobody refuses it", () -> {
            try {
                return helmTest().startsWith("1 rbac-guard: not refused");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    @Order(3)
    void everyPermissionOfOursIsUsedOrHasAWrittenReason() throws InterruptedException, IOException {
        Path least = plane.directory().resolve("least.yaml");
        Files.writeString(
                least,
                command(
                        "generate",
                        "--names=0",
                        "--cluster-wide-after=0",
                        "-f",
                        plane.auditLog().toString(),
                        "--serviceaccount",
                        Guard.NAMESPACE + ":" + ACCOUNTS.getFirst(),
                        "--serviceaccount",
                        Guard.NAMESPACE + ":" + ACCOUNTS.getLast()));

        SortedSet<String> unused =
                unused(new ObjectMapper().readTree(command("compare", "-o", "json", least.toString(), "live")));
        SortedSet<String> reasons = new TreeSet<>();
        for (MatchResult row :
                REASON.matcher(Files.readString(REASONS)).results().toList()) {
            reasons.add(row.group(1) + " " + row.group(2));
        }
        assertThat(unused).isEqualTo(reasons);
    }

    private static SortedSet<String> unused(JsonNode compared) {
        var unused = new TreeSet<String>();
        for (String account : ACCOUNTS) {
            compared.valueStream()
                    .filter(it ->
                            it.path("subject").asText().equals("ServiceAccount " + Guard.NAMESPACE + "/" + account))
                    .flatMap(it -> it.path("rules").valueStream())
                    .flatMap(DemoIT::permissions)
                    .forEach(it -> unused.add(account + " " + it));
        }
        return unused;
    }

    private static Stream<String> permissions(JsonNode rule) {
        Stream<String> resources = rule.path("apiGroups").valueStream().flatMap(group -> rule.path("resources")
                .valueStream()
                .map(it -> it.asText() + (group.asText().isEmpty() ? "" : "." + group.asText())));
        Stream<String> urls = rule.path("nonResourceURLs").valueStream().map(JsonNode::asText);
        return Stream.concat(resources, urls)
                .flatMap(what -> rule.path("verbs").valueStream().map(verb -> verb.asText() + " " + what));
    }

    private String helmTest() throws InterruptedException, IOException {
        String jar = ProjectRoot.find()
                .resolve("drift-controller/target/drift-controller-exec.jar")
                .toString();
        ProcessBuilder builder =
                new ProcessBuilder(Java.COMMAND, "-jar", jar, "test", Guard.NAMESPACE).redirectErrorStream(true);
        builder.environment()
                .put(
                        "KUBECONFIG",
                        plane.serviceAccount(Guard.NAMESPACE, "rbac-guard-test")
                                .kubeconfig()
                                .toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() + " " + said;
    }

    private String command(String... arguments) throws InterruptedException {
        return new GuardCommand(
                        plane.admin().kubeconfig(),
                        new Narrator(new PrintStream(new ByteArrayOutputStream(), true, UTF_8)))
                .succeeds(arguments);
    }
}
