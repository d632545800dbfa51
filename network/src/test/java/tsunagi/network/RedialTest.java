package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Chain;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Mined;
import tsunagi.network.core.NetworkLimits;
import tsunagi.protocol.Block;

/// Rules 5.1 to 5.3. Slow, for it waits for the five seconds of 5.2, twice in one test.
class RedialTest {
    @Test
    void aPeerIsDialledUntilItIsThereAndAgainWhenItIsLost() throws IOException {
        try (Socket reserved = reservePort();
                Chain chain = Chain.inMemory(Mined.PARAMETERS);
                TestNode node = TestNode.start(
                        new NodeOptions(0, List.of(new PeerAddress("127.0.0.1", reserved.getLocalPort()))), chain)) {
            node.events().await(NodeEvent.DialFailed.class, e -> e.attempt() == 1);
            try (ServerSocket listener =
                    new ServerSocket(reserved.getLocalPort(), 5, InetAddress.getLoopbackAddress())) {
                long lost;
                try (ScriptedPeer first = ScriptedPeer.accept(listener)) {
                    first.expect(ScriptedPeer.REQUEST);
                    lost = System.nanoTime();
                }
                node.events().await(NodeEvent.PeerDisconnected.class, e -> true);
                try (ScriptedPeer second = ScriptedPeer.accept(listener)) {
                    long pause = System.nanoTime() - lost;
                    assertTrue(pause >= NetworkLimits.REDIAL_DELAY.toNanos(), () -> "dialled after " + pause + " ns");
                    second.expect(ScriptedPeer.REQUEST);
                    Block block = node.mine("after all");
                    second.expect(block);
                }
            }
        }
    }

    @Test
    void anInboundConnectionIsNotDialledBack() throws IOException {
        try (TestNode node = TestNode.dialling()) {
            node.dial().close();
            node.events().await(NodeEvent.PeerDisconnected.class, e -> e.reason() == CloseReason.PEER_CLOSED);
            try (ScriptedPeer other = node.dial()) {
                other.expectOnlyChain(List.of());
            }
            assertEquals(List.of(), node.events().of(NodeEvent.DialFailed.class));
        }
    }

    @Test
    void aNameThatLeadsNowhereIsToldAndDoesNoHarm() throws IOException {
        PeerAddress nowhere = new PeerAddress("nowhere.invalid", 1);
        try (TestNode node = TestNode.start(new NodeOptions(0, List.of(nowhere)), Chain.inMemory(Mined.PARAMETERS))) {
            node.events().await(NodeEvent.DialFailed.class, e -> e.peer().equals(nowhere));
        }
    }

    /// Holds a port without listening: a dialler is refused, and the system gives it to no
    /// connection and to nobody who asks for any port. Who asks for this one may listen at it all
    /// the same, for both reuse it.
    private static Socket reservePort() throws IOException {
        Socket reserved = new Socket();
        reserved.setReuseAddress(true);
        reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return reserved;
    }
}
