package cloud.kuryzhev.rbacguard.drift;

import cloud.kuryzhev.rbacguard.drift.intake.NamedSource;
import cloud.kuryzhev.rbacguard.usage.AuditIngest;
import cloud.kuryzhev.rbacguard.usage.AuditProgress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every source of audit events, each read at its own pace. */
final class AuditIngests implements AutoCloseable {

    private final SortedMap<String, AuditIngest> ingests = new TreeMap<>();

    private AuditIngests() {}

    static AuditIngests start(List<NamedSource> sources, AuditMetrics metrics) {
        AuditIngests all = new AuditIngests();
        for (NamedSource named : sources) {
            Runnable tell = () -> metrics.committed(named.name(), named.source().progress());
            all.ingests.put(named.name(), AuditIngest.start(named.source(), tell));
        }
        return all;
    }

    /** How each is doing, by name. */
    SortedMap<String, AuditProgress> progress() {
        SortedMap<String, AuditProgress> progress = new TreeMap<>();
        ingests.forEach((name, ingest) -> progress.put(name, ingest.progress()));
        return progress;
    }

    @Override
    public void close() throws IOException {
        for (Map.Entry<String, AuditIngest> ingest : ingests.entrySet()) {
            ingest.getValue().close();
        }
    }
}
