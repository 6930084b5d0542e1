package cloud.kuryzhev.rbacguard.usage.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * The log of a large cluster, as kube-apiserver writes it for tokens bound to pods: 400,000 events of about 1.27 KB, by 4,000 service
 * accounts, each with 42 permissions of its own, in no order.
 */
final class LoadLog {

    static final int EVENTS = 400_000;
    static final int ACCOUNTS = 4_000;
    static final int PERMISSIONS = 168_000;

    private static final long SEED = 20261122;
    private static final Instant START = Instant.parse("2026-11-22T05:40:00Z");
    private static final List<String> VERBS = List.of("get", "list", "watch", "create", "update", "patch", "delete");
    private static final List<String> RESOURCES =
            List.of("/pods", "/configmaps", "/secrets", "apps/deployments", "batch/jobs", "example.com/widgets");

    private final Random random = new Random(SEED);

    private LoadLog() {}

    /** Writes the log to {@code file}, unless it is there. */
    static void write(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Path half = file.resolveSibling("half-written");
        try (BufferedWriter out = Files.newBufferedWriter(half)) {
            new LoadLog().write(out);
        }
        Files.move(half, file);
    }

    private void write(Appendable out) throws IOException {
        int[] permissions = shuffled();
        for (int i = 0; i < EVENTS; i++) {
            out.append(event(permissions[i], START.plusNanos(i * 100_000_000L + 1_000L * random.nextInt(100_000))));
        }
    }

    /** Every permission once, the rest drawn evenly, which is the hardest: nothing is hot. */
    private int[] shuffled() {
        int[] numbers = new int[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            int other = random.nextInt(i + 1);
            numbers[i] = numbers[other];
            numbers[other] = i < PERMISSIONS ? i : random.nextInt(PERMISSIONS);
        }
        return numbers;
    }

    private String event(int permission, Instant at) {
        int account = permission % ACCOUNTS;
        int own = permission / ACCOUNTS;
        String namespace = "team-" + account % 200;
        String verb = VERBS.get(own % VERBS.size());
        String[] resource = RESOURCES.get(own / VERBS.size()).split("/", -1);
        boolean named = !List.of("list", "watch", "create").contains(verb);
        String name = named ? "object-" + account + "-" + own : "";
        String scope = namespace + "-" + account;
        return """
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"%1$s","stage":"ResponseComplete",\
            "requestURI":"%2$s/namespaces/%3$s/%4$s","verb":"%5$s",\
            "user":{"username":"system:serviceaccount:%6$s:controller-%7$d","uid":"0d9a1f5c-3c1d-4b4e-9a53-0000%7$08d",\
            "groups":["system:serviceaccounts","system:serviceaccounts:%6$s","system:authenticated"],\
            "extra":{"authentication.kubernetes.io/credential-id":["JTI=%8$s"],\
            "authentication.kubernetes.io/node-name":["worker-%7$d.internal"],\
            "authentication.kubernetes.io/pod-name":["controller-%7$d-6f9d7c6b5d-x2x7q"],\
            "authentication.kubernetes.io/pod-uid":["0000%7$08d-3c1d-4b4e-9a53-x2x7q"]}},\
            "sourceIPs":["10.42.17.9"],"userAgent":"controller/v1.14.2 (linux/amd64)",\
            "objectRef":{"resource":"%9$s","namespace":"%10$s",%11$s%12$s"apiVersion":"v1"},\
            "responseStatus":{"metadata":{},"code":200},"requestReceivedTimestamp":"%13$s","stageTimestamp":"%14$s",\
            "annotations":{"authorization.k8s.io/decision":"allow","authorization.k8s.io/reason":"RBAC: allowed by \
            RoleBinding \\"bot/%10$s\\" of Role \\"bot\\" to ServiceAccount \\"controller-%7$d/%6$s\\""}}""".formatted(
                        uuid(),
                        resource[0].isEmpty() ? "/api/v1" : "/apis/" + resource[0] + "/v1",
                        scope,
                        resource[1] + (named ? "/" + name : "?limit=500&resourceVersion=" + random.nextInt(1 << 30)),
                        verb,
                        namespace,
                        account,
                        "5b1c%04x-3c1d-4b4e-9a53-000000%06d".formatted(at.getEpochSecond() / 3600 % 65_536, account),
                        resource[1],
                        scope,
                        named ? "\"name\":\"" + name + "\"," : "",
                        resource[0].isEmpty() ? "" : "\"apiGroup\":\"" + resource[0] + "\",",
                        at.minusNanos(4_321_000),
                        at)
                + "\n";
    }

    private String uuid() {
        return "%08x-3c1d-4b4e-9a53-%012x".formatted(random.nextInt(), random.nextLong() & 0xffff_ffff_ffffL);
    }
}
