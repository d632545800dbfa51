package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private static final int BURST = 100;
    private static final int PATIENCE_MILLIS = 10_000;

    /// Many that come at once are connected before anybody has accepted the first.
    @Test
    void aBurstOfConnectionsIsHeard() throws IOException {
        List<Socket> burst = new ArrayList<>();
        try (ServerSocketChannel listening = Listener.bound(0)) {
            int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
            InetSocketAddress listener = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            for (int i = 0; i < BURST; i++) {
                Socket socket = new Socket();
                burst.add(socket);
                if (!isHeard(socket, listener)) break;
            }
            assertEquals(BURST, burst.stream().filter(Socket::isConnected).count());
        } finally {
            for (Socket socket : burst) socket.close();
        }
    }

    private static boolean isHeard(Socket socket, InetSocketAddress listener) throws IOException {
        try {
            socket.connect(listener, PATIENCE_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
