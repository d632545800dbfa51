package tsunagi.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Chain;
import tsunagi.network.core.Admission;
import tsunagi.network.core.Ban;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Direction;
import tsunagi.network.core.Mined;
import tsunagi.network.core.NetworkLimits;
import tsunagi.network.core.Offence;
import tsunagi.network.core.Sentence;
import tsunagi.network.core.Standing;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;

/// Floods at the socket. Loopback is never banned, so addresses are made up here.
class BannedPeerTest {
    private static final InetAddress MALLORY = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress ALICE = InetAddress.ofLiteral("192.0.2.2");

    /// Floods that are enough on any machine: what is left of one wears off in 40 s.
    private static final int MOST_FLOODS = 1_000;

    private final RecordedEvents events = new RecordedEvents();
    private final Gatekeeper gate = new Gatekeeper(40);

    @Test
    void aFloodOnOneConnectionEndsAllOfItsAddressAndNobodyElses() throws IOException {
        LockedCore core = new LockedCore(Chain.inMemory(Mined.PARAMETERS), events);
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(0));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Peers peers = new Peers(core, gate, new Threads(threads, core::fail));
            int port = listener.socket().getLocalPort();
            try (ScriptedPeer flooding = ScriptedPeer.dial(port);
                    SocketChannel atFlooding = listener.accept();
                    ScriptedPeer accomplice = ScriptedPeer.dial(port);
                    SocketChannel atAccomplice = listener.accept();
                    ScriptedPeer alice = ScriptedPeer.dial(port);
                    SocketChannel atAlice = listener.accept()) {
                serve(peers, atFlooding, MALLORY, admitted(MALLORY), threads);
                serve(peers, atAccomplice, MALLORY, admitted(MALLORY), threads);
                serve(peers, atAlice, ALICE, admitted(ALICE), threads);
                flood(flooding, "nonsense");
                accomplice.expectClosed();
                events.await(NodeEvent.PeerBanned.class, e -> true);
                assertBannedForNonsense(
                        events.of(NodeEvent.PeerBanned.class).getFirst().ban());
                assertTrue(
                        events.of(NodeEvent.FrameUnknown.class).size() <= NetworkLimits.LOG_LINES_PER_PEER_PER_MINUTE);
                assertInstanceOf(Admission.Banned.class, gate.admit(MALLORY));
                assertTrue(gate.lift(MALLORY.getHostAddress()));
                assertInstanceOf(Admission.Admitted.class, gate.admit(MALLORY));
                Block block = Mined.on(Mined.GENESIS, "a1");
                alice.send(block);
                alice.expectOnlyChain(List.of(block));
            }
        }
    }

    private void assertBannedForNonsense(Ban ban) {
        assertEquals(MALLORY.getHostAddress(), ban.address());
        assertEquals(Offence.UNKNOWN_FRAME, ban.reason());
        assertEquals(Optional.of(Hash.sha256("nonsense\n".getBytes(UTF_8))), ban.frame());
    }

    @Test
    void onLoopbackTheFloodingConnectionIsClosedAndTheNextIsServed() throws IOException {
        try (TestNode node = TestNode.dialling()) {
            try (ScriptedPeer flooding = node.dial()) {
                flood(flooding, "BLOCK:{}");
            }
            node.events().await(NodeEvent.PeerDisconnected.class, e -> e.reason() == CloseReason.MISBEHAVED);
            Block block = node.mine("a1");
            try (ScriptedPeer next = node.dial()) {
                next.expectOnlyChain(List.of(block));
            }
            assertEquals(List.of(), node.node().bans());
        }
    }

    /// A peer that was let in just before the ban, and comes to be served just after it.
    @Test
    void aConnectionAdmittedBeforeTheBanAndServedAfterItIsClosed() throws IOException {
        LockedCore core = new LockedCore(Chain.inMemory(Mined.PARAMETERS), events);
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(0));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ScriptedPeer late = ScriptedPeer.dial(listener.socket().getLocalPort());
                SocketChannel atLate = listener.accept()) {
            Standing standing = admitted(MALLORY);
            assertInstanceOf(Sentence.Excluded.class, sentenced(standing));
            serve(new Peers(core, gate, new Threads(threads, core::fail)), atLate, MALLORY, standing, threads);
            late.expectClosed();
            events.await(NodeEvent.PeerDisconnected.class, e -> e.reason() == CloseReason.MISBEHAVED);
        }
    }

    /// Without end, for what it is guilty of wears off meanwhile: how much it takes
    /// depends on how fast it is read.
    private static void flood(ScriptedPeer peer, String frame) {
        String[] some =
                Collections.nCopies(NetworkLimits.TOLERATED_POINTS, frame).toArray(String[]::new);
        assertThrows(IOException.class, () -> {
            for (int i = 0; i < MOST_FLOODS; i++) peer.send(some);
        });
    }

    @Test
    void anAddressOfVersionSixIsJudgedWithItsWholeNetwork() {
        InetAddress one = InetAddress.ofLiteral("2001:db8:1:2::3");
        InetAddress neighbour = InetAddress.ofLiteral("2001:db8:1:2:ffff::1");
        InetAddress stranger = InetAddress.ofLiteral("2001:db8:1:3::3");
        assertEquals("20010db800010002/64", Gatekeeper.group(one));
        assertEquals(Gatekeeper.group(one), Gatekeeper.group(neighbour));
        assertTrue(!Gatekeeper.group(one).equals(Gatekeeper.group(stranger)));
        assertInstanceOf(Admission.Admitted.class, gate.admit(one));
    }

    @Test
    void whereTheUserAskedToDialNobodyIsBannedInEitherDirection() {
        gate.dialled(new PeerAddress("friend.example", 8000), ALICE);
        Standing standing = admitted(ALICE);
        assertInstanceOf(Sentence.Closed.class, sentenced(standing));
        assertEquals(List.of(), gate.bans());
    }

    @Test
    void whoIsLeftAndDialledAgainOverAnOpenConnectionIsExemptAgain() {
        PeerAddress friend = new PeerAddress("friend.example", 8000);
        gate.dialled(friend, ALICE);
        gate.forget(friend);
        gate.remember(friend);
        assertInstanceOf(Sentence.Closed.class, sentenced(admitted(ALICE)));
        assertEquals(List.of(), gate.bans());
    }

    @Test
    void whoIsLeftIsNotExempt() {
        PeerAddress friend = new PeerAddress("friend.example", 8000);
        gate.dialled(friend, ALICE);
        gate.forget(friend);
        gate.ended(friend);
        gate.remember(friend);
        assertInstanceOf(Sentence.Excluded.class, sentenced(admitted(ALICE)));
    }

    /// What comes of offending until it is too much.
    private Sentence sentenced(Standing standing) {
        Sentence sentence;
        do {
            sentence = gate.offended(standing, Offence.UNKNOWN_FRAME, Optional::empty);
        } while (sentence instanceof Sentence.Tolerated);
        return sentence;
    }

    private Standing admitted(InetAddress address) {
        return assertInstanceOf(Admission.Admitted.class, gate.admit(address)).standing();
    }

    private static void serve(
            Peers peers, SocketChannel socket, InetAddress from, Standing standing, ExecutorService threads) {
        threads.execute(() -> {
            try {
                peers.serve(socket, Direction.INBOUND, from.getHostAddress(), standing);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
