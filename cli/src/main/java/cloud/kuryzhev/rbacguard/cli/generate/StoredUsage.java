package cloud.kuryzhev.rbacguard.cli.generate;

import cloud.kuryzhev.rbacguard.cli.UnusableInput;
import cloud.kuryzhev.rbacguard.policy.usage.Usage;
import cloud.kuryzhev.rbacguard.usage.store.ImportException;
import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import cloud.kuryzhev.rbacguard.usage.store.UsageStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a drift controller has remembered: its SQLite file, or what that was exported to. The file is copied first: opening a store may
 * change it, and another process may be writing to it.
 */
final class StoredUsage {

    private static final String SQLITE = "SQLite format 3";

    /** How every line of an export begins, and no audit event does. */
    private static final List<String> EXPORTED = List.of("{\"source\":\"", "{\"username\":\"");

    private StoredUsage() {}

    /** Told by its first bytes; of a folder, no. */
    static boolean isIn(Path file) {
        return isSqlite(file)
                || EXPORTED.stream()
                        .anyMatch(start -> head(file, start.length()).equals(start));
    }

    /** @throws UnusableInput if it cannot be read */
    static Usage read(Path file) {
        try {
            Path copies = Files.createTempDirectory("rbac-guard");
            try {
                return isSqlite(file) ? ofCopy(file, copies) : ofExport(file, copies);
            } finally {
                delete(copies);
            }
        } catch (IOException | UsageStoreException | ImportException e) {
            throw new UnusableInput("cannot be read as a usage store: " + e.getMessage(), e);
        }
    }

    private static Usage ofCopy(Path file, Path copies) throws IOException {
        Path copy = copies.resolve("usage.db");
        Files.copy(file, copy);
        Path log = Path.of(file + "-wal");
        if (Files.exists(log)) {
            Files.copy(log, Path.of(copy + "-wal"));
        }
        try (UsageStore store = UsageStore.sqlite(copy)) {
            return store.snapshot();
        }
    }

    private static Usage ofExport(Path file, Path copies) throws IOException, ImportException {
        try (UsageStore store = UsageStore.sqlite(copies.resolve("usage.db"));
                Reader lines = Files.newBufferedReader(file)) {
            store.importFrom(lines);
            return store.snapshot();
        }
    }

    private static boolean isSqlite(Path file) {
        return head(file, SQLITE.length()).equals(SQLITE);
    }

    private static String head(Path file, int length) {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
