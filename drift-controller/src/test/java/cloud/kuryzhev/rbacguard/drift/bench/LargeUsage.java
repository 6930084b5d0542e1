package cloud.kuryzhev.rbacguard.drift.bench;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Authorization;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.ObjectRef;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Status;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.User;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.store.Batch;
import cloud.kuryzhev.rbacguard.usage.store.Checkpoint;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the service accounts of a large cluster were seen to do: each asked for 500 ConfigMaps by name. */
final class LargeUsage {

    static final int ROWS = 1_000_000;

    private static final int EACH = ROWS / LargeCluster.ACCOUNTS;
    private static final int SUBJECTS_AT_ONCE = 100;

    private LargeUsage() {}

    static void fill(Path file) {
        Instant now = Instant.now();
        try (UsageStore store = UsageStore.open(file.toString())) {
            for (int from = 0; from < LargeCluster.ACCOUNTS; from += SUBJECTS_AT_ONCE) {
                var batch = new Batch();
                for (int i = from; i < from + SUBJECTS_AT_ONCE; i++) {
                    for (int row = 0; row < EACH; row++) {
                        batch.add(new AuditLine.Event(event(i, row, now.minusSeconds(3_600 - row))));
                    }
                }
                store.commit(new Checkpoint("filled", String.valueOf(from)), batch);
            }
        }
    }

    private static AuditEvent event(int account, int row, Instant at) {
        String namespace = LargeCluster.namespace(account);
        String name = "settings-" + row;
        return new AuditEvent(
                AuditEvent.Stage.RESPONSE_COMPLETE,
                "",
                at,
                "get",
                "/api/v1/namespaces/" + namespace + "/configmaps/" + name,
                new User("system:serviceaccount:" + namespace + ":account-" + account, "", List.of(), Map.of()),
                null,
                "",
                new ObjectRef("", "configmaps", "", namespace, name),
                new Status(200, "", ""),
                new Authorization("allow", ""));
    }
}
