package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Chain;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;

/// Many peers at once (5.1, 5.4).
class CrowdTest {
    @Test
    void aHundredIdlePeersAreNoTrouble() throws IOException {
        try (TestNode node = TestNode.dialling();
                ScriptedPeer sender = node.dial()) {
            List<ScriptedPeer> idle = new ArrayList<>();
            try {
                for (int i = 0; i < 100; i++) idle.add(node.dial());
                List<Block> blocks = Mined.branch(Mined.GENESIS, 3, "a");
                sender.send(blocks);
                for (ScriptedPeer peer : idle) peer.expect(blocks);
                sender.expectOnlyChain(blocks);
            } finally {
                for (ScriptedPeer peer : idle) peer.close();
            }
        }
    }

    @Test
    void whoeverIsOneTooManyIsTurnedAwayUntilAnotherLeaves() throws IOException {
        Chain chain = Chain.inMemory(Mined.PARAMETERS);
        try (TestNode node = TestNode.start(new NodeOptions(0, List.of(), 2), chain);
                ScriptedPeer stays = node.dial()) {
            ScriptedPeer leaves = node.dial();
            try (ScriptedPeer tooMany = ScriptedPeer.dial(node.port())) {
                tooMany.expectClosed();
            }
            assertEquals(2, node.events().of(NodeEvent.PeerConnected.class).size());
            node.events().await(NodeEvent.PeerTurnedAway.class, e -> e.limit() == 2);
            leaves.close();
            Eventually.holds("there is a place again", () -> isServed(node));
            Block block = node.mine("a1");
            stays.expect(block);
        }
    }

    private static boolean isServed(TestNode node) {
        int before = node.events().of(NodeEvent.PeerConnected.class).size();
        try (ScriptedPeer peer = ScriptedPeer.dial(node.port())) {
            peer.halfClose();
            peer.rest();
        } catch (IOException e) {
            return false;
        }
        return node.events().of(NodeEvent.PeerConnected.class).size() > before;
    }
}
