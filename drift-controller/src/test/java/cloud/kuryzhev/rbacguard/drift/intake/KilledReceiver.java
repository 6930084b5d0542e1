package cloud.kuryzhev.rbacguard.drift.intake;

import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Tls;
import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Webhook;
import cloud.kuryzhev.rbacguard.usage.AuditIngest;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** A program to be killed: the webhook on a port, its journal and the store. Arguments: a directory, the TLS files' directory, the port. */
final class KilledReceiver {

    static final String CLIENT = "kube-apiserver";

    private KilledReceiver() {}

    public static void main(String[] args) throws InterruptedException {
        Path directory = Path.of(args[0]);
        UsageStore store = UsageStore.sqlite(directory.resolve("usage.db"));
        Sources sources = new Sources(
                properties(directory, Path.of(args[1]), Integer.parseInt(args[2])), store, Clock.systemUTC());
        sources.all().forEach(named -> AuditIngest.start(named.source(), () -> {}));
        sources.serve();
        Thread.currentThread().join();
    }

    static IntakeProperties properties(Path directory, Path tls, int port) {
        Tls files = new Tls(tls.resolve("tls.crt"), tls.resolve("tls.key"));
        return new IntakeProperties(
                directory.resolve("journal"),
                "",
                DataSize.ofMegabytes(64),
                new Webhook(port, files, tls.resolve("ca.crt"), List.of(CLIENT)),
                null,
                null);
    }
}
