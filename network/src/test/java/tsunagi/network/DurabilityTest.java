package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Chain;
import tsunagi.network.core.Mined;
import tsunagi.protocol.Block;

/// What is on disk when somebody hears of it, and who waits for the disk.
class DurabilityTest {
    private static final NodeOptions ALONE = new NodeOptions(0, List.of());

    private final FaultyStore store = new FaultyStore();

    @Test
    void aBlockMinedHereIsToldWhenItIsOnDiskAndNobodyElseWaitsForThat() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        try (TestNode node = TestNode.start(ALONE, store.chain());
                ScriptedPeer witness = node.dial()) {
            Block first = node.mine("on disk");
            witness.expect(first);
            store.onForce = () -> awaited(disk);
            CompletableFuture<Block> mining = mineInBackground(node, "on its way to the disk");
            Eventually.holds("it is the tip", () -> node.node().tip().index() == 2);

            try (ScriptedPeer other = node.dial()) {
                other.send(ScriptedPeer.REQUEST);
                other.expect(first);
                Block rival = Mined.on(first, "a rival");
                other.send(rival);
                node.events().await(NodeEvent.BlockNotJoined.class, e -> e.index() == 2);
                witness.send(ScriptedPeer.REQUEST);
                witness.expect(first);
                assertEquals(1, node.events().of(NodeEvent.BlockMined.class).size());

                store.onForce = FaultyStore.Fault.NONE;
                disk.countDown();
                Block second = mining.join();
                witness.expect(second);
                other.expect(second);
            }
        }
    }

    @Test
    void blocksOfPeersAreForcedInGroupsAndTheLastOfThemToo() throws IOException {
        Chain chain = store.chain();
        List<Block> blocks = Mined.branch(Mined.GENESIS, 200, "from a peer ");
        try (TestNode node = TestNode.start(ALONE, chain);
                ScriptedPeer sender = node.dial()) {
            sender.send(blocks);
            node.awaitTip(blocks.getLast());
            Eventually.holds("all is forced", () -> chain.log().durableEnd() == store.size());
            assertTrue(store.forces() < blocks.size(), () -> store.forces() + " forces");
        }
    }

    private static void awaited(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static CompletableFuture<Block> mineInBackground(TestNode node, String data) {
        CompletableFuture<Block> mined = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                mined.complete(node.mine(data));
            } catch (IOException e) {
                mined.completeExceptionally(e);
            }
        });
        return mined;
    }
}
