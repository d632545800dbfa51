package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tsunagi.chain.AddResult;
import tsunagi.chain.Chain;
import tsunagi.network.Node;
import tsunagi.network.NodeEvent;
import tsunagi.network.NodeOptions;
import tsunagi.network.PeerAddress;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;

/// A node in this process that dials the one under attack, and whose blocks are honest.
final class HonestPeer implements AutoCloseable {
    private static final int LOOK_NANOS = 1_000_000;
    private static final int LOOKS_UNTIL_NEXT = 200;

    private final Set<Hash> heard = ConcurrentHashMap.newKeySet();
    private final Node node;
    private final AtomicLong rewrites = new AtomicLong();
    private final AtomicLong minedBytes = new AtomicLong();

    HonestPeer(int port) throws IOException {
        PeerAddress target = new PeerAddress("127.0.0.1", port);
        NodeOptions options = new NodeOptions(0, List.of(target));
        this.node = Node.start(options, Chain.inMemory(Ammunition.PARAMETERS), this::hear);
    }

    private void hear(NodeEvent event) {
        if (!(event instanceof NodeEvent.BlockJoined joined)) return;
        if (joined.result() instanceof AddResult.Reorganised) rewrites.incrementAndGet();
        for (AddResult.LoggedBlock block : joined.result().joined()) heard.add(block.hash());
    }

    private Hash mine(String data) throws IOException {
        Block template = node.tip().child(data, List.of(), 0);
        Block block = template.withProof(0, template.computeHash());
        node.submit(block);
        minedBytes.addAndGet(BlockWriter.frame(block).length);
        return block.hash();
    }

    /// Of the frames of all blocks that were mined here.
    long minedBytes() {
        return minedBytes.get();
    }

    /// From mining here until the other has it, the node under attack between them. If history
    /// is rewritten under the block, another one is mined, and the time goes on.
    ///
    /// @throws AssertionError if it does not arrive
    Duration newBlockTo(HonestPeer other, Duration atMost) throws IOException {
        long began = System.nanoTime();
        List<Hash> mined = new ArrayList<>();
        long rewritesBefore = -1;
        for (int look = 0; ; look++) {
            long rewritesNow = rewrites.get();
            if (rewritesNow != rewritesBefore || look % LOOKS_UNTIL_NEXT == 0) {
                mined.add(mine("honest " + began + " " + look));
            }
            rewritesBefore = rewritesNow;
            for (Hash hash : mined) {
                if (other.heard.contains(hash)) return Duration.ofNanos(System.nanoTime() - began);
            }
            assertTrue(System.nanoTime() - began < atMost.toNanos(), "the honest block does not arrive");
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void close() throws IOException {
        node.close();
    }
}
