package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.chain.Chain;
import tsunagi.chain.DataDirectory;
import tsunagi.chain.Origin;
import tsunagi.network.core.Admission;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Direction;
import tsunagi.network.core.Mined;
import tsunagi.network.core.NetworkLimits;
import tsunagi.protocol.Block;

/// Rule 5.4 at the socket: writing to a peer that does not read is waiting, and is noticed.
class StalledPeerTest {
    /// No byte taken for so long counts as a stall here, where nobody wants to wait for 30 s.
    private static final Duration STALL = Duration.ofMillis(100);

    private final RecordedEvents events = new RecordedEvents();

    @Test
    void aPeerThatTakesNothingIsClosedAndAQuietOneIsNot(@TempDir Path directory) throws IOException {
        try (DataDirectory data = DataDirectory.open(directory);
                Chain chain = data.openChain(Mined.PARAMETERS).chain();
                ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(0));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Block block : Mined.branch(Mined.GENESIS, 500, "a")) chain.add(Mined.proven(block), Origin.LOCAL);
            LockedCore core = new LockedCore(chain, events);
            Gatekeeper gate = new Gatekeeper(2);
            Peers peers = new Peers(core, gate, new Threads(threads, core::fail));
            int port = listener.socket().getLocalPort();
            try (ScriptedPeer deaf = ScriptedPeer.dialWithSmallBuffer(port);
                    SocketChannel atDeaf = listener.accept();
                    ScriptedPeer quiet = ScriptedPeer.dial(port);
                    SocketChannel atQuiet = listener.accept()) {
                serve(peers, atDeaf, "deaf", gate, threads);
                serve(peers, atQuiet, "quiet", gate, threads);
                deaf.send(Collections.nCopies(200, ScriptedPeer.REQUEST).toArray(String[]::new));
                Eventually.holds("the stalled connection is closed", () -> {
                    peers.closeOverdue(System.nanoTime()
                            + NetworkLimits.WRITE_STALL_TIMEOUT.minus(STALL).toNanos());
                    return !events.of(NodeEvent.PeerDisconnected.class).isEmpty();
                });
                List<NodeEvent.PeerDisconnected> gone = events.of(NodeEvent.PeerDisconnected.class);
                assertEquals(1, gone.size());
                assertEquals("deaf", gone.getFirst().peer().address());
                assertEquals(CloseReason.WRITE_STALLED, gone.getFirst().reason());
                quiet.send(ScriptedPeer.REQUEST);
                assertTrue(quiet.next().startsWith("BLOCK:{\"index\":1,"));
            }
        }
    }

    private static void serve(
            Peers peers, SocketChannel socket, String name, Gatekeeper gate, ExecutorService threads) {
        threads.execute(() -> {
            try {
                Admission admission = gate.admit(socket.socket().getInetAddress());
                if (!(admission instanceof Admission.Admitted admitted)) throw new AssertionError(admission);
                peers.serve(socket, Direction.INBOUND, name, admitted.standing());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
