package tsunagi.conformance.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ForksTest {
    private static final int TIMES = 40;

    /// Of each of these processes a copy of the socket is in the way, if it is closed as any other.
    /// Nobody else gets these ports in the meantime, not even the connection that dials one.
    @Test
    void nobodyListensAtAClosedPortThoughProcessesAreBeingStarted() throws Exception {
        try (ExecutorService starters = Executors.newCachedThreadPool()) {
            List<Future<Integer>> ends = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                ServerSocket server = Ports.listenOn(Ports.next());
                InetSocketAddress place = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
                for (int j = 0; j < 2; j++) ends.add(starters.submit(process("true")));
                Forks.close(server);
                try (Socket socket = new Socket()) {
                    assertThrows(ConnectException.class, () -> Ports.connect(socket, place, 1_000));
                }
            }
            for (Future<Integer> end : ends) assertEquals(0, end.get());
        }
    }

    private static Callable<Integer> process(String command) {
        return () -> Forks.start(new ProcessBuilder(command)).waitFor();
    }
}
