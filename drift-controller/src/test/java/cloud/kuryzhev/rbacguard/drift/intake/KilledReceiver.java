package cloud.kuryzhev.rbacguard.drift.intake;

import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Tls;
import cloud.kuryzhev.rbacguard.drift.intake.IntakeProperties.Webhook;
import cloud.kuryzhev.rbacguard.usage.AuditIngest;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.util.unit.DataSize;

/**
 * A program to be killed: the webhook on several ports, each with a journal and a store of its own. Arguments: a directory, that of the TLS files,
 * then a port and a store each.
 */
final class KilledReceiver {

    static final String CLIENT = "kube-apiserver";

    private KilledReceiver() {}

    public static void main(String[] args) throws IOException {
        if (System.in.read() < 0) {
            return;
        }
        for (int i = 2; i < args.length; i += 2) {
            Path directory = Path.of(args[0], args[i]);
            UsageStore store = UsageStore.open(args[i + 1]);
            Sources sources = new Sources(
                    properties(directory, Path.of(args[1]), Integer.parseInt(args[i])), store, Clock.systemUTC());
            sources.all().forEach(named -> AuditIngest.start(named.source(), () -> {}));
            sources.serve();
        }
        while (System.in.read() >= 0) {}
        System.exit(0);
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
