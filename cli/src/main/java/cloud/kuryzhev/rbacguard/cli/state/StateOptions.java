package cloud.kuryzhev.rbacguard.cli.state;

import cloud.kuryzhev.rbacguard.cli.Console;
import cloud.kuryzhev.rbacguard.cli.manifest.Loaded;
import cloud.kuryzhev.rbacguard.cli.manifest.Located;
import cloud.kuryzhev.rbacguard.cli.manifest.ManifestFiles;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which roles and bindings a command looks at. */
public final class StateOptions {

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "PATH",
            description = "Look at these manifests, files or folders, - is standard input. Default: the live cluster.")
    private List<String> paths = List.of();

    @Option(names = "--live", description = "Look at the live cluster too.")
    private boolean live;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    /** Which live cluster. */
    public ClusterOptions cluster() {
        return cluster;
    }

    /** Reads them. */
    public State read(Console console) {
        return read(paths, live, cluster, console);
    }

    /**
     * Those of {@code paths}; of the live cluster if there are none, or {@code live} is set. A manifest counts before what is live. Of
     * manifests alone it is not believed that they are all.
     */
    public static State read(List<String> paths, boolean live, ClusterOptions cluster, Console console) {
        Loaded manifests = new ManifestFiles(console.in()).read(paths);
        return live || paths.isEmpty() ? State.all(live(cluster).plus(manifests)) : State.partOf(manifests);
    }

    private static Loaded live(ClusterOptions options) {
        try (LiveCluster cluster = options.cluster()) {
            return new Loaded(cluster.objects().stream().map(Located::live).toList(), cluster.accounts(), List.of());
        }
    }
}
