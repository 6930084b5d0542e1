package cloud.kuryzhev.rbacguard.testbed;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A forwarder on a loopback port that can be shut and opened again, so that a server is away for one client and there for all others. */
public final class TcpGate implements AutoCloseable {

    private final String host;
    private final int targetPort;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private @Nullable Listener listener;
    private int port;

    private record Listener(ServerSocket socket, Thread acceptor) {}

    private TcpGate(String host, int targetPort) {
        this.host = host;
        this.targetPort = targetPort;
    }

    /** An open gate to {@code host:port}. */
    public static TcpGate to(String host, int port) {
        TcpGate gate = new TcpGate(host, port);
        gate.open();
        return gate;
    }

    /** Its own port on 127.0.0.1, the same for as long as it lives. */
    public synchronized int port() {
        return port;
    }

    /** Lets connections through; changes nothing if it does already. */
    public synchronized void open() {
        if (listener != null) {
            return;
        }
        try {
            ServerSocket opened = new ServerSocket(port, 0, Loopback.ADDRESS);
            port = opened.getLocalPort();
            listener = new Listener(opened, Thread.startVirtualThread(() -> accept(opened)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
        }
    }

    /** Cuts every connection and refuses new ones, until it is opened again. */
    public synchronized void shut() {
        if (listener != null) {
            cut(listener.socket());
            awaitEnd(listener.acceptor());
            listener = null;
        }
        clients.forEach(TcpGate::cut);
    }

    /** As {@link #shut}. */
    @Override
    public void close() {
        shut();
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket client = from.accept();
                Thread.startVirtualThread(() -> forward(from, client));
            }
        } catch (IOException _) {
            cut(from); // closed
        }
    }

    private void forward(ServerSocket from, Socket client) {
        clients.add(client);
        try (client;
                Socket server = new Socket(host, targetPort)) {
            if (from.isClosed()) {
                return; // shut after the accept, too early to find this client among the sockets
            }
            Thread.startVirtualThread(() -> pump(server, client));
            pump(client, server);
        } catch (IOException _) {
            // the server is away, and so the client is cut, as it would be without a gate
        } finally {
            clients.remove(client);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // cut by either end or by the gate
        } finally {
            cut(from);
            cut(to);
        }
    }

    /** The port is free again only when nobody waits in accept any more. */
    private static void awaitEnd(Thread acceptor) {
        try {
            acceptor.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void cut(Closeable socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // it is of no more use either way
        }
    }
}
