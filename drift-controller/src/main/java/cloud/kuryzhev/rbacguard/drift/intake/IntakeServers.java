package cloud.kuryzhev.rbacguard.drift.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ports on which audit events are pushed. */
public final class IntakeServers implements AutoCloseable {

    record Listener(int port, ServerTls tls, Map<String, IntakeServlet> servlets) {}

    private final List<IntakeServer> servers = new ArrayList<>();

    private IntakeServers() {}

    static IntakeServers start(List<Listener> listeners) {
        IntakeServers all = new IntakeServers();
        for (Listener listener : listeners) {
            all.servers.add(
                    IntakeServer.start(listener.port(), listener.tls().read(), Map.copyOf(listener.servlets())));
        }
        return all;
    }

    /** Of the listener of this number. */
    int port(int listener) {
        return servers.get(listener).port();
    }

    @Override
    public void close() {
        servers.forEach(IntakeServer::close);
    }
}
