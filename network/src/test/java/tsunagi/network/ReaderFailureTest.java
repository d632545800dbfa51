package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Chain;
import tsunagi.network.core.Admission;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Direction;
import tsunagi.network.core.Mined;
import tsunagi.network.core.NetworkLimits;
import tsunagi.network.core.Workers;
import tsunagi.protocol.Block;

/// A bug in what reads frames is met by the peer that sent them, not by all others.
class ReaderFailureTest {
    private final RecordedEvents events = new RecordedEvents();

    @Test
    void aReaderThatFailsClosesItsOwnConnectionAndTheNodeGoesOn() throws Exception {
        Workers broken = tasks -> {
            throw new IllegalStateException("prover");
        };
        LockedCore core = new LockedCore(Chain.inMemory(Mined.PARAMETERS), events);
        Gatekeeper gate = new Gatekeeper(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ServerSocketChannel listener = ServerSocketChannel.open()
                        .setOption(StandardSocketOptions.SO_RCVBUF, NetworkLimits.LARGE_READ_BUFFER_BYTES)
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                ScriptedPeer sender = ScriptedPeer.dial(listener.socket().getLocalPort());
                SocketChannel atSender = listener.accept()) {
            Peers peers = new Peers(core, gate, new Threads(threads, core::fail), broken);
            threads.execute(() -> sendUntilClosed(sender));
            Eventually.holds("so much waits that it is proven in parts", () -> waiting(atSender) > 400_000);
            Admission admission = gate.admit(atSender.socket().getInetAddress());
            if (!(admission instanceof Admission.Admitted admitted)) throw new AssertionError(admission);
            peers.serve(atSender, Direction.INBOUND, "sender", admitted.standing());
        }
        NodeEvent.ReaderFailed failed = events.of(NodeEvent.ReaderFailed.class).getFirst();
        assertEquals("prover", failed.cause().getMessage());
        assertEquals(
                CloseReason.READER_FAILED,
                events.of(NodeEvent.PeerDisconnected.class).getFirst().reason());
        assertFalse(core.failStop().isFailed());
        core.submit(Mined.proven(Mined.on(core.tip(), "goes on")));
    }

    private static int waiting(SocketChannel socket) {
        try {
            return socket.socket().getInputStream().available();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void sendUntilClosed(ScriptedPeer sender) {
        List<Block> blocks = new ArrayList<>();
        for (Block tip = Mined.GENESIS; blocks.size() < 250; tip = blocks.getLast()) {
            blocks.add(Mined.ofFrameBytes(tip, 4000));
        }
        try {
            sender.send(blocks);
        } catch (IOException e) {
            // The node has closed the connection, as it should.
        }
    }

    /// Which of several processors ran a task must not decide whether its fault is seen.
    @Test
    void whatAHelperThrowsReachesWhoeverAskedForHelp() {
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) tasks.add(() -> {});
        tasks.add(25, () -> {
            throw new IllegalArgumentException("task");
        });
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> new Provers().run(tasks));
        assertEquals("java.lang.IllegalArgumentException: task", String.valueOf(e.getCause()));
    }
}
