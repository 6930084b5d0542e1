package cloud.kuryzhev.rbacguard.cli.state;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which live cluster, as kubectl's options of the same names say it. */
public final class ClusterOptions {

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "How to reach the cluster. Default: as kubectl finds it.")
    private Optional<Path> kubeconfig = Optional.empty();

    @Option(names = "--context", paramLabel = "NAME", description = "The context of the kubeconfig to use.")
    private Optional<String> context = Optional.empty();

    /** The cluster, not yet asked for anything. */
    public LiveCluster cluster() {
        return LiveCluster.of(kubeconfig, context);
    }

    /** Its violations, not yet asked for. */
    public LiveViolations violations() {
        return LiveCluster.of(kubeconfig, context).violations();
    }

    /** Its API server, not yet asked for anything. */
    public LiveApi api() {
        return LiveCluster.of(kubeconfig, context).api();
    }
}
