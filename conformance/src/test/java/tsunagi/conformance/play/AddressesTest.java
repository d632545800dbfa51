package tsunagi.conformance.play;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.conformance.play.PlayerTest.play;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tsunagi.conformance.Quirk;
import tsunagi.conformance.StubNode;
import tsunagi.conformance.target.RunningNode;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.wire.Octets;

/// `from` and `at` of `dial`: where a peer's connection begins and ends.
@EnabledOnOs(OS.LINUX)
class AddressesTest {
    /// Answers `WHO` with the peer's address, the peer's port and its own address. At
    /// `CALL` it dials the peer back.
    private static final class Mirror implements RunningNode {
        private final ServerSocket server = new ServerSocket();
        private volatile @Nullable String ended;

        Mirror(int port) throws IOException {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(port));
            Thread.ofVirtual().start(this::accept);
        }

        private void accept() {
            try {
                while (true) {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                }
            } catch (IOException e) {
                // It listens no more.
            }
        }

        private static void serve(Socket socket) {
            try (socket;
                    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
                for (String line; (line = in.readLine()) != null; ) {
                    InetAddress peer = socket.getInetAddress();
                    if (line.equals("CALL")) new Socket(peer, socket.getPort()).close();
                    if (!line.equals("WHO")) continue;
                    String answer = "%s %d %s\n"
                            .formatted(
                                    peer.getHostAddress(),
                                    socket.getPort(),
                                    socket.getLocalAddress().getHostAddress());
                    socket.getOutputStream().write(answer.getBytes(UTF_8));
                }
            } catch (IOException e) {
                // The peer is gone.
            }
        }

        @Override
        public void console(Octets text) {
            throw new UnsupportedOperationException("it has no console");
        }

        @Override
        public void endConsole() {
            throw new UnsupportedOperationException("it has no console");
        }

        @Override
        public @Nullable String ended() {
            return ended;
        }

        @Override
        public String words() {
            return "";
        }

        @Override
        public boolean stop(Duration within) {
            kill();
            return true;
        }

        @Override
        public void kill() {
            ended = "it was ended";
            try {
                server.close();
            } catch (IOException e) {
                throw new IllegalStateException("a socket that cannot be closed", e);
            }
        }

        @Override
        public void pause(boolean yes) {
            throw new UnsupportedOperationException("it cannot be paused");
        }
    }

    private static final Target MIRROR = new Target.Embedded((port, peers, data) -> new Mirror(port));

    @Test
    void aPeerDialsFromTheAddressAndThePortAndAtTheAddressThatItIsTold() {
        assertEquals(new Verdict.Passed(), play(MIRROR, "addresses", """
                dial A
                A -> node "WHO\\n"
                node -> A "127.0.0.1 <int:port> 127.0.0.1\\n"
                dial B from 127.0.0.2
                B -> node "WHO\\n"
                node -> B "127.0.0.2 <int> 127.0.0.1\\n"
                dial C from 127.0.0.3:A
                C -> node "WHO\\n"
                node -> C "127.0.0.3 <port> 127.0.0.1\\n"
                dial D to node from 127.0.0.4:C at 127.0.0.5
                D -> node "WHO\\n"
                node -> D "127.0.0.4 <port> 127.0.0.5\\n"
                """));
    }

    /// Rule 5.3: a peer dials from the very port at which it listens, and is not called back there.
    @Test
    void nobodyDialsAPeerBack() {
        assertEquals(new Verdict.Passed(), play(MIRROR, "addresses", """
                listen L
                dial A from 127.0.0.1:L
                A -> node "WHO\\n"
                node -> A "127.0.0.1 <int> 127.0.0.1\\n"
                A closes
                L not-dialled for 100ms
                """));
    }

    @Test
    void aPeerThatIsDialledBackIsNoticed() {
        Verdict verdict = play(MIRROR, "addresses", """
                listen L
                dial A from 127.0.0.1:L
                A -> node "CALL\\nWHO\\n"
                node -> A "127.0.0.1 <int> 127.0.0.1\\n"
                L not-dialled for 30s
                """);
        assertTrue(assertInstanceOf(Verdict.Failed.class, verdict)
                .failure()
                .message()
                .contains("a connection came to L"));
    }

    @Test
    void aNodeThatIsNotThereRefusesTheConnection() {
        Verdict verdict = play(StubNode.target(Quirk.NONE), "addresses", """
                dial A at 127.0.0.2
                node -> A open
                """);
        assertTrue(assertInstanceOf(Verdict.Failed.class, verdict)
                .failure()
                .message()
                .contains("node takes no connection at 127.0.0.2"));
    }

    @Test
    void aPortThatThisMachineDoesNotGiveIsNotTheNodesFault() {
        Verdict verdict = play(MIRROR, "addresses", """
                dial A from 127.0.0.2
                dial B from 127.0.0.2:A
                node -> B open
                """);
        assertTrue(assertInstanceOf(Verdict.Inconclusive.class, verdict)
                .reason()
                .contains("this machine does not let B dial"));
    }
}
