package cloud.kuryzhev.rbacguard.usage.file;

import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A program to be killed: ingests a log in small batches, each when it is sent a byte, and prints a line after it. */
final class KilledIngest {

    static final AuditLogTail.Options SMALL_BATCHES = new AuditLogTail.Options(1 << 20, 50, Duration.ofSeconds(10));

    private KilledIngest() {}

    public static void main(String[] args) throws IOException {
        if (System.in.read() < 0) {
            return;
        }
        try (UsageStore store = UsageStore.open(args[1]);
                AuditLogTail tail = new AuditLogTail(Path.of(args[0]), store, SMALL_BATCHES, Clock.systemUTC())) {
            while (tail.poll()) {
                System.out.println("committed");
                if (System.in.read() < 0) {
                    return;
                }
            }
        }
    }
}
