package tsunagi.app.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;
import tsunagi.app.HttpNode;
import tsunagi.chain.BranchLimits;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.HeapStore;
import tsunagi.chain.Quarantine;
import tsunagi.chain.Tip;
import tsunagi.network.Node;
import tsunagi.network.NodeOptions;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Transaction;

/// The index of names next to a chain that soon forgets what it left.
class NameFollowerTest {
    private static final ChainParameters PARAMETERS = ChainParameters.book().withDifficulty(0);
    private static final BranchLimits FORGETFUL = new BranchLimits(1 << 20, 2, 64);

    private static Tip send(Node node, Tip parent, int count, Transaction transaction) throws Exception {
        Tip tip = parent;
        try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            for (int i = 0; i < count; i++) {
                Block block = tip.child("", List.of(transaction), 1_700_000_000L);
                Block proven = block.withProof(0, block.computeHash());
                peer.getOutputStream().write(BlockWriter.frame(proven));
                tip = new Tip(proven.index(), proven.hash());
            }
            Tip last = tip;
            HttpNode.await("the branch", () -> node.tip().equals(last));
        }
        return tip;
    }

    private static void checkSums(NameIndex index, Tip tip, long sent, long received) throws Exception {
        HttpNode.await("the index", () -> index.tip().equals(tip.hash()));
        NameIndex.View view = index.view("a", Long.MAX_VALUE, 1);
        assertTrue(view.known());
        assertEquals(BigInteger.valueOf(sent), view.sent());
        assertEquals(BigInteger.valueOf(received), view.received());
    }

    @Test
    void itIsRightAlsoIfTheBlocksThatDepartedAreForgotten() throws Exception {
        Activity activity = new Activity(InstantSource.system(), new NodeMetrics());
        try (Node node = Node.start(new NodeOptions(0, List.of()), chain(), activity);
                NameFollower names = new NameFollower(
                        node.chain(), NameIndex.forThisHeap(), PARAMETERS.genesis(), NOPLogger.NOP_LOGGER)) {
            activity.whenTheChainChanges(names::look);
            Tip fork = send(node, node.tip(), 3, new Transaction("a", "b", 1));
            Tip left = send(node, fork, 7, new Transaction("a", "b", 100));
            checkSums(names.index(), left, 703, 0);
            Tip right = send(node, fork, 8, new Transaction("b", "a", 10));
            assertTrue(node.chain().offChain(1).sideBlocks() <= 2);
            checkSums(names.index(), right, 3, 80);
            // Longer than what is kept of a branch in the pool.
            Tip longer = send(node, fork, 90, new Transaction("a", "a", 2));
            checkSums(names.index(), longer, 183, 180);
            assertFalse(names.hasFailed());
        }
    }

    private static Chain chain() throws IOException {
        return Chain.open(PARAMETERS, new HeapStore(), new HeapStore(), Quarantine.NONE, FORGETFUL)
                .chain();
    }
}
