package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tsunagi.chain.Chain;
import tsunagi.network.core.Mined;

/// A name that has several addresses, of which not all have a listener ([TestNames]).
class SeveralAddressesTest {
    @ParameterizedTest
    @CsvSource({
        "two.test, 127.0.0.2",
        "two.test, 127.0.0.3",
        "both.test, 127.0.0.1",
        "both.test, ::1",
        "many.test, 127.0.0.3",
        "many.test, 127.0.0.7"
    })
    void aPeerIsFoundAtWhicheverAddressItListens(String name, String address) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.ofLiteral(address));
                Chain chain = Chain.inMemory(Mined.PARAMETERS);
                TestNode node = TestNode.start(
                        new NodeOptions(0, List.of(new PeerAddress(name, listener.getLocalPort()))), chain);
                ScriptedPeer peer = ScriptedPeer.accept(listener)) {
            peer.expect(ScriptedPeer.REQUEST);
            node.events().await(NodeEvent.PeerConnected.class, e -> true);
        }
    }

    @Test
    void aFailureNamesEachAddressThatWasTried() throws IOException {
        try (Socket reserved = new Socket()) {
            reserved.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0));
            PeerAddress peer = new PeerAddress("two.test", reserved.getLocalPort());
            try (Chain chain = Chain.inMemory(Mined.PARAMETERS);
                    TestNode node = TestNode.start(new NodeOptions(0, List.of(peer)), chain)) {
                node.events().await(NodeEvent.DialFailed.class, e -> e.attempt() == 1);
                NodeEvent.DialFailed failed =
                        node.events().of(NodeEvent.DialFailed.class).getFirst();
                assertTrue(failed.why().contains("127.0.0.2: "), failed.why());
                assertTrue(failed.why().contains("127.0.0.3: "), failed.why());
            }
        }
    }
}
