package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all events say that look alike, and where the batch that had the last of them counts them. */
final class Kind {

    private final String result;
    private final Stage stage;
    private final List<Use> uses;
    private final Who caller;
    private final @Nullable SameRequest request;
    private int batch;
    private int slot;
    private long day;

    /** @param uses empty if the event says nothing about permissions */
    Kind(String result, AuditEvent event, List<Use> uses, Who caller) {
        this.result = result;
        this.stage = event.stage();
        this.uses = uses;
        this.caller = caller;
        this.request = uses.isEmpty() ? null : SameRequest.of(event).orElse(null);
    }

    /** What becomes of such a line, as in {@link Batch#lines}. */
    String result() {
        return result;
    }

    Stage stage() {
        return stage;
    }

    List<Use> uses() {
        return uses;
    }

    /** Who sent the request. */
    Who caller() {
        return caller;
    }

    /** Null if no other API server logs the same. */
    @Nullable
    SameRequest request() {
        return request;
    }

    /** Where the batch called {@code id} counts the first use on that day, and the others after it; -1 if that is not known. */
    int slot(int id, long at) {
        return batch == id && day == at ? slot : -1;
    }

    void isAt(int slot, int id, long day) {
        this.slot = slot;
        this.batch = id;
        this.day = day;
    }
}
