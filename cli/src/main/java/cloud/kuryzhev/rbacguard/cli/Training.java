package cloud.kuryzhev.rbacguard.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs what people run, so that an AOT cache knows what is loaded and compiled then (JEP 514, JEP 515). */
final class Training {

    /** So that what reads a long log, and writes many roles, is known to be worth compiling well. */
    private static final int REPEATED = 6_000;

    private static final int ACCOUNTS = 300;
    private static final List<String> VERBS = List.of("get", "list", "update", "patch", "delete");

    private Training() {}

    /**
     * Runs them.
     *
     * @param arguments the folder with the folder {@code set} of manifests, and {@code audit.jsonl}
     * @throws IOException if the longer log cannot be written
     */
    public static void main(String... arguments) throws IOException {
        String set = arguments[0] + "/set";
        Path audit = Files.createTempFile("rbac-guard", ".jsonl");
        writeLong(audit, Files.readString(Path.of(arguments[0], "audit.jsonl")));
        List.of(
                        List.of("--help"),
                        List.of("scan", "--help"),
                        List.of("scan", set),
                        List.of("scan", "--format", "json", set),
                        List.of("scan", "--format", "sarif", set),
                        List.of("scan", "--format", "junit", set),
                        List.of("scan", "--format", "markdown", set),
                        List.of("who-can", "get", "secrets", "-f", set),
                        List.of("what-can", "sa:shop:cart", "-f", set),
                        List.of("compare", set, set),
                        List.of("explain", "--as", "sa:shop:cart", "list", "pods", "-n", "shop", "-f", set),
                        List.of("generate", "--all", "-f", audit.toString()))
                .stream()
                .map(command -> command.toArray(String[]::new))
                .forEach(command -> RbacGuard.commandLine(command).execute(command));
        Files.delete(audit);
    }

    /** As a large cluster would write it: many accounts, each with many permissions. */
    private static void writeLong(Path audit, String some) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(audit)) {
            for (int i = 0; i < REPEATED; i++) {
                int turn = i / ACCOUNTS;
                out.write(some.replace("cart", "cart-" + i % ACCOUNTS)
                        .replace("\"get\"", '"' + VERBS.get(turn % VERBS.size()) + '"')
                        .replace("\"configmaps\"", "\"widgets-" + turn + '"'));
            }
        }
    }
}
