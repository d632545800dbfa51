package tsunagi.app;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.network.Node;
import tsunagi.network.NodeOptions;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;

/// A node in this process that mines a block every few milliseconds, so that a peer that is
/// connected to it syncs, and sometimes reorganises.
final class MiningNeighbour implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Node node;
    private final CountDownLatch stopped = new CountDownLatch(1);

    MiningNeighbour(ChainParameters parameters) throws IOException {
        this.node = Node.start(new NodeOptions(0, List.of()), Chain.inMemory(parameters), event -> {});
        Thread.ofVirtual().start(() -> mine(parameters.difficultyBytes()));
    }

    int port() throws IOException {
        return node.port();
    }

    private void mine(int difficultyBytes) {
        try {
            for (long n = 0; !stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS); n++) {
                node.submit(worked(node.tip().child("neighbour " + n, List.of(), n), difficultyBytes));
            }
        } catch (IOException e) {
            // Closed in the middle of a block; a node in memory has no other failure.
            stopped.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Block worked(Block template, int difficultyBytes) {
        for (long nonce = 0; ; nonce++) {
            Hash hash = template.withProof(nonce, Hash.ZERO).computeHash();
            if (hash.leadingZeroBytes() >= difficultyBytes) return template.withProof(nonce, hash);
        }
    }

    @Override
    public void close() throws IOException {
        stopped.countDown();
        node.close();
    }
}
