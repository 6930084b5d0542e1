package cloud.kuryzhev.rbacguard.pages.bench;

import cloud.kuryzhev.rbacguard.pages.bench.Visits.Took;
import cloud.kuryzhev.rbacguard.pages.browser.Cluster;
import cloud.kuryzhev.rbacguard.pages.browser.People;
import cloud.kuryzhev.rbacguard.pages.browser.Site;
import cloud.kuryzhev.rbacguard.pages.browser.Violations;
import cloud.kuryzhev.rbacguard.pages.known.KnownViolations;
import cloud.kuryzhev.rbacguard.testbed.ControlPlane;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Prints how long the pages take with 10,000 violations, one of them with 5,000 permissions, and which bars are met. Arguments: how many
 * violations, if not so many.
 */
final class PagesBench {

    private static final int VIOLATIONS = 10_000;
    private static final int NAMESPACES = 100;
    private static final int AT_ONCE = 32;
    private static final int RESOURCES = 625;
    private static final String[] VERBS = {
        "get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"
    };
    private static final String[] SEVERITIES = {"CRITICAL", "HIGH", "MEDIUM", "LOW"};
    private static final double VIOLATION_BAR = 150;
    private static final double QUEUE_BAR = 200;
    private static final long WEIGHT_BAR = 400_000;

    private PagesBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (ControlPlane plane = ControlPlane.start()) {
            Cluster cluster = Cluster.in(plane);
            fill(plane.admin().client(), arguments.length == 0 ? VIOLATIONS : Integer.parseInt(arguments[0]));
            cluster.apply(large());
            try (Site site = Site.startBehindProxy(plane.admin());
                    HttpClient http = HttpClient.newHttpClient()) {
                site.awaitCluster();
                var known = site.bean(KnownViolations.class);
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(known::areCurrent);
                var visits = new Visits(http, site.uri(), new People(plane).reader());
                System.out.printf("%n| page | median | p95 | bar | | sent in all |%n|---|---|---|---|---|---|%n");
                print("violation, 5,000 permissions", visits.of("/violations/team-0/role-large"), VIOLATION_BAR);
                print(
                        "the same, part 4 of its heat map",
                        visits.of("/violations/team-0/role-large?heat=4"),
                        VIOLATION_BAR);
                print("queue", visits.of("/queue"), QUEUE_BAR);
                print("queue, by text and severity", visits.of("/queue?text=binding-77&severity=HIGH"), QUEUE_BAR);
                print("queue, last page, by object", visits.of("/queue?sort=object&order=asc&page=201"), QUEUE_BAR);
                print("overview", visits.of("/"), QUEUE_BAR);
            }
        }
    }

    private static void print(String page, Took took, double bar) {
        System.out.printf(
                "| %s | %.1f ms | %.1f ms | ≤ %.0f ms | %s | %.0f KB |%n",
                page,
                took.medianMillis(),
                took.p95Millis(),
                bar,
                took.p95Millis() <= bar && took.weight() <= WEIGHT_BAR ? "met" : "not met",
                took.weight() / 1e3);
    }

    private static void fill(KubernetesClient client, int violations) throws InterruptedException {
        for (int i = 0; i < NAMESPACES; i++) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName("team-" + i)
                            .endMetadata()
                            .build())
                    .create();
        }
        var free = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < violations; i++) {
                int number = i;
                free.acquire();
                threads.execute(() -> {
                    try {
                        file(client, number);
                    } finally {
                        free.release();
                    }
                });
            }
        }
    }

    private static void file(KubernetesClient client, int number) {
        var violation = Violations.suggested(
                "team-" + number % NAMESPACES, "binding-" + number, SEVERITIES[number % SEVERITIES.length]);
        var status = violation.getStatus();
        var stored = client.resource(violation).create();
        stored.setStatus(status);
        client.resource(stored).updateStatus();
    }

    private static String large() {
        String resources = IntStream.range(0, RESOURCES).mapToObj(i -> "r" + i).collect(Collectors.joining(", "));
        String permissions = IntStream.range(0, RESOURCES * VERBS.length)
                .mapToObj(i -> "  - {permission: %s r%d -n team-0, verdict: %s}"
                        .formatted(
                                VERBS[i % VERBS.length],
                                i / VERBS.length,
                                i % 3 == 0 ? "unused" : "used, lastUsed: \"2026-01-02T03:04:05Z\", count: " + i))
                .collect(Collectors.joining("\n"));
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: large, namespace: team-0}
                rules:
                - {apiGroups: [""], resources: [%s], verbs: [%s]}
                ---
                apiVersion: audit.kuryzhev.cloud/v1alpha1
                kind: RBACViolation
                metadata: {name: role-large, namespace: team-0}
                spec:
                  sourceKind: Role
                  sourceName: large
                  sourceNamespace: team-0
                  violatedRules: [secret_read]
                  severity: HIGH
                  findings: []
                  permissions:
                %s
                """.formatted(resources, String.join(", ", VERBS), permissions);
    }
}
