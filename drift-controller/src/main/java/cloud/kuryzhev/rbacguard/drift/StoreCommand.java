package cloud.kuryzhev.rbacguard.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.kuryzhev.rbacguard.usage.store.ImportException;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import cloud.kuryzhev.rbacguard.usage.store.UsageStoreException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Set;

/**
 * What can be done with a usage store from outside of the service, which may run meanwhile: {@code export <store>} to the standard output,
 * {@code import <store>} from the standard input, {@code backup <store> <file>}. A store is an SQLite file or {@code jdbc:postgresql:…}.
 */
record StoreCommand(InputStream in, OutputStream out, PrintStream err) {

    private static final Set<String> NAMES = Set.of("export", "import", "backup");

    /** Whether {@code args} are for this, and not for the service. */
    static boolean isOne(String... args) {
        return args.length > 0 && NAMES.contains(args[0]);
    }

    /** The exit status: 0, 1 if it could not be done, 2 if it is not clear what. */
    int run(String... args) throws IOException {
        boolean backup = args[0].equals("backup");
        if (args.length != (backup ? 3 : 2)) {
            err.println("usage: export <store> > lines.jsonl | import <store> < lines.jsonl | backup <store> <file>");
            return 2;
        }
        try (UsageStore store = UsageStore.open(args[1])) {
            switch (args[0]) {
                case "export" -> export(store);
                case "import" -> importInto(store);
                default -> store.backup(Path.of(args[2]));
            }
            return 0;
        } catch (UsageStoreException | ImportException | UnsupportedOperationException e) {
            err.println("rbac-guard: " + args[0] + ": " + e.getMessage());
            return 1;
        }
    }

    private void export(UsageStore store) throws IOException {
        Writer lines = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
        store.exportTo(lines);
        lines.flush();
    }

    private void importInto(UsageStore store) throws IOException, ImportException {
        Reader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
        err.println("rbac-guard: imported " + store.importFrom(lines) + " lines");
    }
}
