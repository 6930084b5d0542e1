package cloud.kuryzhev.rbacguard.usage;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static cloud.kuryzhev.rbacguard.usage.EventJson.request;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lines of an audit log as a busy cluster writes them, the same ones for the same seed: some used, denied, skipped and malformed. */
public final class AuditLog {

    private static final Instant START = Instant.parse("2026-11-22T05:40:00Z");
    private static final List<String> VERBS = List.of("get", "delete", "update", "patch");
    private static final List<String> RESOURCES = List.of("pods", "configmaps", "secrets", "services");

    private final Random random;
    private Instant now = START;

    public AuditLog(long seed) {
        random = new Random(seed);
    }

    /** {@code count} lines, without line feeds. */
    public static List<String> lines(long seed, int count) {
        AuditLog log = new AuditLog(seed);
        return Stream.generate((Supplier<String>) log::line).limit(count).toList();
    }

    /** The next line; two minutes of the log's time are some 1,000 lines. */
    public String line() {
        now = now.plusMillis(random.nextInt(250));
        return switch (random.nextInt(20)) {
            case 0 -> "{\"kind\":\"Event\",\"broken";
            case 1 -> stamped(object().stage("RequestReceived"));
            case 2 -> stamped(object().forbidden());
            case 3 -> stamped(object().impersonating("user-" + random.nextInt(5), "system:authenticated"));
            case 4 -> stamped(watch().stage("ResponseStarted"));
            case 5 -> stamped(watch());
            case 6 -> stamped(request("get", "/healthz?n=" + random.nextInt(), 200));
            default -> stamped(object().allowed("RBAC: allowed"));
        };
    }

    private EventJson object() {
        String resource = pick(RESOURCES);
        String namespace = "ns-" + random.nextInt(5);
        String name = "object-" + random.nextInt(20);
        return event().request(pick(VERBS), "/api/v1/namespaces/" + namespace + "/" + resource + "/" + name)
                .object("", resource, "", namespace, name)
                .raw("requestObject", "{\"padding\":\"" + "x".repeat(random.nextInt(400)) + "\"}");
    }

    private EventJson watch() {
        String resource = pick(RESOURCES);
        return event().request("watch", "/api/v1/" + resource + "?watch=true").object("", resource, "", "", "");
    }

    private String stamped(EventJson event) {
        String account = "system:serviceaccount:ns-" + random.nextInt(5) + ":sa-" + random.nextInt(8);
        return event.user(account, "system:serviceaccounts", "system:authenticated")
                .at(now.toString())
                .put("auditID", Long.toHexString(random.nextLong()))
                .line();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
