package cloud.kuryzhev.rbacguard.cli.state;

import cloud.kuryzhev.rbacguard.cli.Console;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a command looks at whose arguments are manifests. */
public final class StateArguments {

    @Parameters(
            paramLabel = "PATH",
            description = "Files or folders of YAML or JSON; - is standard input. Without any, the live cluster.")
    private List<String> paths = List.of();

    @Option(names = "--live", description = "Look at the live cluster too.")
    private boolean live;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    /** Which live cluster. */
    public ClusterOptions cluster() {
        return cluster;
    }

    /** Whether the live cluster is looked at. */
    public boolean isLive() {
        return live || paths.isEmpty();
    }

    /** Files or folders; may be none. */
    public List<String> paths() {
        return paths;
    }

    /** Reads them. */
    public State read(Console console) {
        return StateOptions.read(paths, live, cluster, console);
    }
}
