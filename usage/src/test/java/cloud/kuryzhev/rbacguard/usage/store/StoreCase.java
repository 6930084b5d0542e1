package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import cloud.kuryzhev.rbacguard.usage.EventJson;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store in one of the databases, and events to put into it. */
abstract class StoreCase {

    static final Subject ALICE = new Subject.User("alice");
    static final Permission GET_WEB = new OnResource("get", "", "pods", "web", "team");
    static final AuditLineReader READER = new AuditLineReader(1 << 20);

    @TempDir
    Path directory;

    UsageStore store;

    /** The database called {@code name} of this test. */
    abstract Database database(String name);

    @BeforeEach
    void open() {
        store = JdbcStore.open(database("usage"), Limits.DEFAULT);
    }

    @AfterEach
    void close() {
        store.close();
    }

    SortedMap<Permission, Seen> used() {
        return store.snapshot().of(ALICE).used();
    }

    static EventJson watch(String stage) {
        return event().request("watch", "/api/v1/pods")
                .object("", "pods", "", "", "")
                .stage(stage);
    }

    void commit(String position, EventJson... events) {
        store.commit(new Checkpoint("a", position), batch(events));
    }

    static Batch batch(EventJson... events) {
        Batch batch = new Batch();
        for (EventJson event : events) {
            batch.add(READER.read(ByteBuffer.wrap(event.line().getBytes(StandardCharsets.UTF_8))));
        }
        return batch;
    }

    String dump() throws IOException {
        StringBuilder text = new StringBuilder();
        store.dump(text);
        return text.toString();
    }
}
