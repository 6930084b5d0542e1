package cloud.kuryzhev.rbacguard.pages.browser;

import cloud.kuryzhev.rbacguard.kube.UsageResources;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An online shop's cluster, for pictures and for whatever is asked of every page: as a cluster may look that nobody tidied for some months. */
public record Shop(ControlPlane plane) {

    /** Of the violation with everything that a violation can have. */
    public static final String VIOLATION = "/violations/payments/rolebinding-payouts-51c3a7e0d2";

    private static final Pattern AGO = Pattern.compile("<(-?P[A-Z0-9]+)>");
    private static final Subject PAYOUTS = new Subject.ServiceAccount("payments", "payouts");

    /** Furnishes the cluster. */
    public static Shop in(ControlPlane plane) throws InterruptedException {
        var shop = new Shop(plane);
        var people = new People(plane);
        people.knowKinds();
        people.apply(read("cluster.yaml"));
        String usage = UsageResources.place(PAYOUTS, "rbac-guard").name();
        people.apply(read("usage.yaml").replace("PLACE", usage).replace("DAYS", days()));
        shop.file(shop.parsed(read("violation.yaml")));
        read("more.csv").lines().skip(1).map(shop::violation).forEach(shop::file);
        return shop;
    }

    /** The token of somebody who decides about violations of the shop, and of nothing else. */
    public String reviewer() {
        return plane.serviceAccount("platform", "rita")
                .client()
                .getConfiguration()
                .getAutoOAuthToken();
    }

    /** Takes away what other tests would trip over. */
    public void tidy() {
        plane.admin()
                .client()
                .configMaps()
                .inNamespace("kube-system")
                .withName("rbac-audit-policy")
                .delete();
    }

    private void file(RBACViolation violation) {
        var client = plane.admin().client();
        var status = Objects.requireNonNull(violation.getStatus());
        var stored = client.resource(violation).serverSideApply();
        stored.setStatus(status);
        client.resource(stored).updateStatus();
    }

    private RBACViolation violation(String line) {
        String[] it = line.split(",", -1);
        boolean clusterWide = it[1].startsWith("Cluster");
        return parsed("""
                metadata: {namespace: %s, name: %s}
                spec:
                  sourceKind: %s
                  sourceName: %s
                  sourceNamespace: %s
                  violatedRules: [%s]
                  severity: %s
                  findings: []
                  subjects: [%s]
                  gap: {permissions: %s, used: %s, unobservable: 0, unusedPercent: %s, unusedRiskPercent: %11$s, discovery: v1.36.3}
                status: {phase: %s, observedGeneration: 1, firstSeen: "%s", lastSeen: "%s", resolvedAt: %s, content: abc123}
                """.formatted(
                        it[0],
                        (it[1] + "-" + it[2]).toLowerCase(Locale.ROOT),
                        it[1],
                        it[2],
                        clusterWide ? "null" : it[0],
                        it[3].replace(";", ", "),
                        it[4],
                        it[5].replace(";", ", "),
                        it[6],
                        it[7],
                        it[8],
                        it[9],
                        it[10],
                        it[11],
                        it[12].isEmpty() ? "null" : '"' + it[12] + '"'));
    }

    private RBACViolation parsed(String yaml) {
        return plane.admin().client().getKubernetesSerialization().unmarshal(yaml, RBACViolation.class);
    }

    /** Six weeks of them, with quieter weekends, and refusals lately. */
    private static String days() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return IntStream.rangeClosed(1, 44)
                .mapToObj(today::minusDays)
                .sorted()
                .map(day -> "{day: \"%s\", requests: %d, denied: %d}"
                        .formatted(
                                day,
                                day.getDayOfWeek().getValue() > 5 ? 3_900 : 12_000 + 400 * (day.getDayOfYear() % 7),
                                day.isAfter(today.minusDays(4)) ? 70 : 0))
                .collect(Collectors.joining(", "));
    }

    /** With its times as they are now. */
    private static String read(String name) {
        try (InputStream text = Objects.requireNonNull(Shop.class.getResourceAsStream("/shop/" + name), name)) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            return AGO.matcher(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                    .replaceAll(it -> now.minus(Duration.parse(it.group(1))).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
