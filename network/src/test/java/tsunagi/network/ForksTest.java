package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.network.core.Mined.GENESIS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Chain;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;

/// Rules 3.6, 3.7 and 4.2 between real nodes.
class ForksTest {
    private final List<Block> two = Mined.branch(GENESIS, 2, "two");
    private final List<Block> three = Mined.branch(GENESIS, 3, "three");

    @Test
    void theLongerBranchWinsAndIsRelayedInOrder() throws IOException {
        try (TestNode node = TestNode.holding(two);
                ScriptedPeer sender = node.dial();
                ScriptedPeer witness = node.dial()) {
            sender.send(three);
            witness.expect(three);
            witness.expectOnlyChain(three);
            sender.expectOnlyChain(three);
        }
    }

    @Test
    void ofEqualBranchesTheFirstStaysAndTheOtherIsNotRelayed() throws IOException {
        try (TestNode node = TestNode.holding(two);
                ScriptedPeer sender = node.dial();
                ScriptedPeer witness = node.dial()) {
            sender.send(three.subList(0, 2));
            sender.expectOnlyChain(two);
            Block next = node.mine("next");
            witness.expect(next);
        }
    }

    @Test
    void blocksInReverseOrderAllJoinAndTheSenderIsAskedOnce() throws IOException {
        List<Block> chain = Mined.branch(GENESIS, 20, "a");
        try (TestNode node = TestNode.dialling();
                ScriptedPeer sender = node.dial();
                ScriptedPeer witness = node.dial()) {
            sender.send(chain.reversed());
            witness.expect(chain);
            assertTrue(sender.next().startsWith(ScriptedPeer.REQUEST), "with what it has when it gets to write");
            sender.expectOnlyChain(chain);
        }
    }

    @Test
    void anOrphanMakesTheNodeAskItsSenderAndNobodyElse() throws IOException {
        try (TestNode node = TestNode.dialling();
                ScriptedPeer sender = node.dial();
                ScriptedPeer other = node.dial()) {
            sender.send(three.get(2));
            sender.expect(ScriptedPeer.REQUEST);
            sender.send(three);
            other.expect(three);
        }
    }

    @Test
    void theRequestNamesWhatTheNodeHas() throws IOException {
        Block orphan = Mined.branch(three.getLast(), 2, "on").getLast();
        try (TestNode node = TestNode.holding(two);
                ScriptedPeer sender = node.dial()) {
            sender.send(orphan);
            sender.expect(
                    "GET_CHAIN 2:" + two.get(1).hash() + " 1:" + two.get(0).hash());
        }
    }

    @Test
    void aNodeThatJoinsTwoNetworksHealsThem() throws IOException {
        try (TestNode a = TestNode.dialling();
                TestNode b = TestNode.dialling(a);
                TestNode c = TestNode.dialling();
                TestNode d = TestNode.dialling(c)) {
            a.mine(4, "left");
            List<Block> right = d.mine(6, "right");
            c.awaitTip(right.getLast());
            try (TestNode joining = TestNode.dialling(b, c)) {
                for (TestNode node : List.of(a, b, c, d, joining)) node.awaitTip(right.getLast());
                String answer = a.answer();
                for (TestNode node : List.of(b, c, d, joining)) assertEquals(answer, node.answer());
            }
        }
    }

    @Test
    void aDialledNodeThatIsBehindLearnsOfItsDiallersLongerChain() throws IOException {
        try (TestNode behind = TestNode.holding(two);
                TestNode ahead = TestNode.holding(three, behind)) {
            behind.awaitTip(three.getLast());
            assertEquals(ahead.answer(), behind.answer());
        }
    }

    @Test
    void theDiallerAsksFirstAndTheDialledNodeSaysNothing() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Chain chain = TestNode.chainOf(two);
                TestNode node = TestNode.start(
                        new NodeOptions(0, List.of(new PeerAddress("127.0.0.1", listener.getLocalPort()))), chain);
                ScriptedPeer dialled = ScriptedPeer.accept(listener);
                ScriptedPeer dialling = node.dial()) {
            dialled.expect(
                    "GET_CHAIN 2:" + two.get(1).hash() + " 1:" + two.get(0).hash());
            dialled.expect(two.get(1));
            dialling.expectOnlyChain(two);
        }
    }
}
