package cloud.kuryzhev.rbacguard.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpGateTest {

    private ServerSocket server;
    private Thread echo;
    private TcpGate gate;

    @BeforeEach
    void serveAnEcho() throws IOException {
        server = new ServerSocket(0, 0, Loopback.ADDRESS);
        gate = TcpGate.to("127.0.0.1", server.getLocalPort());
        echo = Thread.startVirtualThread(() -> {
            while (!server.isClosed()) {
                echo();
            }
        });
    }

    @AfterEach
    void end() throws IOException {
        gate.close();
        server.close();
    }

    @Test
    void anOpenGateLetsBothSidesTalk() throws IOException {
        try (Socket client = connect()) {
            assertThat(answer(client, 'x')).isEqualTo('x');
        }
    }

    @Test
    void shuttingCutsWhatIsConnected() throws IOException {
        try (Socket client = connect()) {
            answer(client, 'x');

            gate.shut();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aShutGateRefuses() {
        gate.shut();

        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }

    @Test
    void aGateOpensAgainOnTheSamePort() throws IOException {
        int port = gate.port();
        gate.shut();

        gate.open();

        assertThat(gate.port()).isEqualTo(port);
        try (Socket client = connect()) {
            assertThat(answer(client, 'y')).isEqualTo('y');
        }
    }

    @Test
    void aClientIsCutWhenTheServerIsAway() throws IOException, InterruptedException {
        server.close();
        echo.join(); // while somebody waits in accept, the port still takes connections

        try (Socket client = connect()) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(Loopback.ADDRESS, gate.port());
    }

    private static int answer(Socket client, int question) throws IOException {
        client.getOutputStream().write(question);
        return client.getInputStream().read();
    }

    private void echo() {
        try {
            Socket client = server.accept();
            Thread.startVirtualThread(() -> transfer(client));
        } catch (IOException _) {
            assertThat(server.isClosed()).isTrue();
        }
    }

    private static void transfer(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
