package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Chain;
import tsunagi.network.core.Admission;
import tsunagi.network.core.Direction;
import tsunagi.network.core.Mined;
import tsunagi.network.core.NetworkLimits;
import tsunagi.network.core.Session;
import tsunagi.protocol.Block;

/// Rule 1.5: a peer that sends no more still gets its answers, and is blamed for nothing.
class HalfClosedPeerTest {
    private static final List<Block> CHAIN = Mined.branch(Mined.GENESIS, 3, "a");
    private static final Duration LATER = NetworkLimits.PARTIAL_FRAME_TIMEOUT.plusSeconds(1);

    /// Appendix F's own example: bytes after the last LF are dropped, and are no frame that is
    /// still to end.
    @Test
    void bytesAfterTheLastFrameAreNoSlowFrame() throws IOException {
        Chain chain = TestNode.chainOf(CHAIN);
        LockedCore core = new LockedCore(chain, event -> {});
        Gatekeeper gate = new Gatekeeper(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                ScriptedPeer asker = ScriptedPeer.dial(listener.socket().getLocalPort());
                SocketChannel atAsker = listener.accept()) {
            Peers peers = new Peers(core, gate, new Threads(threads, core::fail));
            Connection connection = connection(core, gate, peers, atAsker);
            asker.sendRaw("GET_CHAIN\nGET_CH");
            asker.halfClose();
            connection.read();
            assertEquals(
                    Optional.empty(),
                    connection.liveness().overdue(System.nanoTime() + LATER.toNanos()),
                    "while its answer is due");
            threads.execute(connection::write);
            assertEquals(String.join("\n", Mined.texts(CHAIN)) + "\n", asker.rest());
        }
    }

    private static Connection connection(LockedCore core, Gatekeeper gate, Peers peers, SocketChannel socket)
            throws IOException {
        Admission admission = gate.admit(socket.socket().getInetAddress());
        if (!(admission instanceof Admission.Admitted admitted)) throw new AssertionError(admission);
        WakeUps wakeUps = new WakeUps();
        Session session = core.open(Direction.INBOUND, wakeUps::wake);
        PeerName name = new PeerName(1, "asker", Direction.INBOUND);
        return new Connection(socket, name, session, wakeUps, core, peers, admitted.standing());
    }
}
