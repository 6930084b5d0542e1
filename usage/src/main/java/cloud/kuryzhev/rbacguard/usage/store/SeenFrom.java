package cloud.kuryzhev.rbacguard.usage.store;

import java.util.List;

/**
 * Which workload a subject was seen in: pods and nodes that its tokens were bound to, latest first, at most {@value #KEPT} of each.
 *
 * @param pods in the subject's own namespace
 */
public record SeenFrom(List<String> pods, List<String> nodes) {

    /** From nowhere that a token told. */
    public static final SeenFrom NOWHERE = new SeenFrom(List.of(), List.of());

    /** How many of each are remembered. */
    public static final int KEPT = 64;

    public SeenFrom {
        pods = List.copyOf(pods);
        nodes = List.copyOf(nodes);
    }
}
