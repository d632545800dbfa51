package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Chain;
import tsunagi.chain.HeapStore;
import tsunagi.chain.Quarantine;
import tsunagi.network.core.Direction;
import tsunagi.network.core.Mined;
import tsunagi.network.core.NodeCore;
import tsunagi.network.core.Session;
import tsunagi.network.core.Step;
import tsunagi.protocol.Block;
import tsunagi.protocol.Locator;

/// How many blocks a peer was sent is a figure for people: it reads no file under the
/// lock that orders blocks.
class SentBlocksTest {
    private final FaultyStore index = new FaultyStore();
    private final AtomicInteger reads = new AtomicInteger();

    private NodeCore core(List<Block> blocks) throws IOException {
        Chain chain = Chain.open(Mined.PARAMETERS, new HeapStore(), index, Quarantine.NONE)
                .chain();
        NodeCore core = new NodeCore(chain);
        for (Block block : blocks) core.submit(Mined.proven(block));
        return core;
    }

    private static Session asking(NodeCore core) throws IOException {
        Session peer = core.open(Direction.INBOUND, () -> {}, 0);
        core.chainRequested(peer, Locator.EMPTY, 0);
        return peer;
    }

    /// Sends all that there is, as much at once as a step names.
    private long sendAll(NodeCore core, Session peer) throws IOException {
        long blocks = 0;
        while (core.next(peer) instanceof Step.Transfer piece) {
            index.onRead = reads::incrementAndGet;
            blocks += core.sent(peer, piece, piece.extent().length());
            index.onRead = FaultyStore.Fault.NONE;
        }
        return blocks;
    }

    @Test
    void anAnswerIsCountedWithoutReadingTheIndex() throws IOException {
        NodeCore core = core(Mined.branch(Mined.GENESIS, 600, "a"));
        assertEquals(600, sendAll(core, asking(core)));
        assertEquals(0, reads.get());
    }

    @Test
    void blocksThatLeaveTheChainMeanwhileAreCountedToo() throws IOException {
        List<Block> stem = Mined.branch(Mined.GENESIS, 5, "a");
        List<Block> blocks = new ArrayList<>(stem);
        blocks.addAll(Mined.branch(stem.getLast(), 4, "left"));
        NodeCore core = core(blocks);
        Session early = asking(core);
        Session late = core.open(Direction.INBOUND, () -> {}, 0);
        core.chainRequested(
                late, new Locator(List.of(new Locator.Pair(7, blocks.get(6).hash()))), 0);
        Session miner = core.open(Direction.INBOUND, () -> {}, 0);
        for (Block block : Mined.branch(stem.get(3), 9, "b")) core.receive(miner, List.of(Mined.proven(block)), 0);
        assertEquals(13, core.tip().index());
        assertEquals(9, sendAll(core, early));
        assertEquals(2, sendAll(core, late), "heights 8 and 9");
    }

    @Test
    void aNodeShowsAnswersAndRelayedBlocks() throws IOException {
        List<Block> chain = Mined.branch(Mined.GENESIS, 3, "a");
        try (TestNode node = TestNode.holding(chain);
                ScriptedPeer peer = node.dial()) {
            peer.expectOnlyChain(chain);
            Block next = node.mine("next");
            peer.expect(next);
            Eventually.holds("four blocks", () -> {
                try {
                    return node.node().peers().getFirst().blocksOut() == 4;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }
}
