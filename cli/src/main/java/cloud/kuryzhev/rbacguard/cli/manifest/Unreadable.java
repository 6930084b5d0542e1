package cloud.kuryzhev.rbacguard.cli.manifest;

import org.snakeyaml.engine.v2.nodes.Node;

/** A part of a manifest that does not have the shape it should have; the message is fit to be shown. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Node node;

    Unreadable(Node node, String message) {
        super(message);
        this.node = node;
    }

    Node node() {
        return node;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
