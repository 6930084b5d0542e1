package cloud.kuryzhev.rbacguard.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** This machine's 127.0.0.1. */
public final class Loopback {

    static final InetAddress ADDRESS = InetAddress.ofLiteral("127.0.0.1");

    private Loopback() {}

    /** A port that nobody listens on now; somebody may before its user does. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, ADDRESS)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on 127.0.0.1", e);
        }
    }
}
