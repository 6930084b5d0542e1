package cloud.kuryzhev.rbacguard.cli;

import java.util.List;

/** Runs what people run, so that an AOT cache knows what is loaded and compiled then (JEP 514, JEP 515). */
final class Training {

    private Training() {}

    /**
     * Runs them.
     *
     * @param arguments the folder with the folder {@code set} of manifests, and {@code audit.jsonl}
     */
    public static void main(String... arguments) {
        String set = arguments[0] + "/set";
        String audit = arguments[0] + "/audit.jsonl";
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
                        List.of("generate", "--all", "-f", audit))
                .stream()
                .map(command -> command.toArray(String[]::new))
                .forEach(command -> RbacGuard.commandLine(command).execute(command));
    }
}
