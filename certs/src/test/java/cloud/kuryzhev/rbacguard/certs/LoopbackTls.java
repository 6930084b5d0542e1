package cloud.kuryzhev.rbacguard.certs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A TLS server on a free loopback port that shakes hands, and clients that do so with it. */
final class LoopbackTls implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final char[] NO_PASSWORD = {};

    private final SSLServerSocket server;
    private final Thread accepting;

    LoopbackTls(Identity identity) throws GeneralSecurityException, IOException {
        KeyStore keys = emptyStore();
        keys.setKeyEntry("server", identity.key(), NO_PASSWORD, identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        accepting = Thread.startVirtualThread(this::acceptOne);
    }

    /** Shakes hands as a client that trusts {@code trusted} and expects {@code host}; returns the protocol agreed on. */
    String handshake(List<X509Certificate> trusted, String host, String protocol)
            throws GeneralSecurityException, IOException {
        KeyStore anchors = emptyStore();
        for (X509Certificate ca : trusted) {
            anchors.setCertificateEntry(ca.getSerialNumber().toString(), ca);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        Socket plain = new Socket(server.getInetAddress(), server.getLocalPort());
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, host, server.getLocalPort(), true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {protocol});
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private void acceptOne() {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.startHandshake();
        } catch (IOException _) {
            // the client tells
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            accepting.join(TIMEOUT_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
