package cloud.kuryzhev.rbacguard.drift.intake;

import cloud.kuryzhev.rbacguard.usage.envelope.AuditRecords;
import cloud.kuryzhev.rbacguard.usage.intake.Intake;
import cloud.kuryzhev.rbacguard.usage.intake.Sender;
import cloud.kuryzhev.rbacguard.usage.journal.Journal;
import cloud.kuryzhev.rbacguard.usage.journal.JournalSource;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;

/** One kind of delivery: what takes it, and the source it becomes. Each has a journal of its own. */
record Pushed(String name, Intake intake, JournalSource source) {

    static Pushed open(String name, Sender sender, IntakeProperties properties, UsageStore store, Clock clock) {
        Path directory = properties.directory().resolve(name);
        try {
            JournalSource source =
                    JournalSource.open(name, directory, Journal.Options.DEFAULT, sender.patience(), store, clock);
            AuditRecords records = new AuditRecords(name, properties.onlyCluster(), clock);
            Intake.Options usual = Intake.Options.DEFAULT;
            Intake.Options options =
                    new Intake.Options(properties.maxBody().toBytes(), usual.atOnce(), usual.patience());
            return new Pushed(name, new Intake(sender, records, source.journal(), options, clock), source);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the journal in " + directory + " (check its rights)", e);
        }
    }

    NamedSource named() {
        return new NamedSource(name, source);
    }
}
