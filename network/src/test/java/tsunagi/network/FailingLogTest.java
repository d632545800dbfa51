package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.network.FaultyStore.Fault;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;

/// A node whose disk refuses to take more, or to give back what it took, can't go on, and says so.
class FailingLogTest {
    private static final String WORDS = "No space left on device";
    private static final NodeOptions ALONE = new NodeOptions(0, List.of());

    private final FaultyStore store = new FaultyStore();

    private static Fault failing(String words) {
        return () -> {
            throw new IOException(words);
        };
    }

    @Test
    void theFirstFailureOfTheLogEndsTheNode() throws IOException {
        List<Block> blocks = Mined.branch(Mined.GENESIS, 3, "a");
        try (TestNode node = TestNode.start(ALONE, store.chain());
                ScriptedPeer sender = node.dial();
                ScriptedPeer witness = node.dial()) {
            sender.send(blocks.subList(0, 2));
            witness.expect(blocks.subList(0, 2));
            store.onAppend = failing(WORDS);
            sender.send(blocks.get(2));
            assertEquals(
                    "its block log failed: " + WORDS,
                    node.node().failure().join().words());
            sender.expectClosed();
            node.events().await(NodeEvent.PeerDisconnected.class, e -> e.reason() == CloseReason.NODE_FAILED);
            assertEquals(blocks.get(1).hash(), node.node().tip().hash());
            assertThrows(IOException.class, () -> node.mine("too late"));
        }
    }

    /// A disk that has refused a force once may say yes to the next without having written
    /// anything, so there is no next.
    @Test
    void aBlockThatCouldNotBeForcedIsNeitherToldNorRelayedAndTheForceIsNotTriedAgain() throws IOException {
        try (TestNode node = TestNode.start(ALONE, store.chain());
                ScriptedPeer witness = node.dial()) {
            int before = store.forces();
            store.onForce = failing("Input/output error");
            assertThrows(IOException.class, () -> node.mine("lost"));
            store.onForce = Fault.NONE;
            assertEquals(
                    "its block log failed: Input/output error",
                    node.node().failure().join().words());
            witness.expectClosed();
            assertEquals(List.of(), node.events().of(NodeEvent.BlockMined.class));
            node.node().close();
            assertEquals(before + 1, store.forces());
        }
    }

    @Test
    void aGroupThatCannotBeForcedEndsTheNode() throws IOException {
        try (TestNode node = TestNode.start(ALONE, store.chain());
                ScriptedPeer sender = node.dial()) {
            store.onForce = failing("Input/output error");
            sender.send(Mined.on(Mined.GENESIS, "from a peer"));
            assertEquals(
                    "its block log failed: Input/output error",
                    node.node().failure().join().words());
            sender.expectClosed();
        }
    }

    @Test
    void aLogThatCannotBeReadEndsTheNodeAndNotOnlyTheConnectionThatAsked() throws IOException {
        try (TestNode node = TestNode.start(ALONE, store.chain());
                ScriptedPeer asker = node.dial()) {
            node.mine("written");
            asker.next();
            store.onRead = failing("Input/output error");
            asker.send(ScriptedPeer.REQUEST);
            String why = String.valueOf(node.node().failure().join().words());
            assertTrue(why.startsWith("its block log failed: the block log cannot be read at offset 0: "), why);
            asker.expectClosed();
        }
    }
}
