package tsunagi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.DataDirectory;
import tsunagi.chain.Origin;
import tsunagi.network.core.NetworkLimits;
import tsunagi.protocol.Block;

/// When a node keeps how far its log is understood, and what it does if that turns out to be wrong.
class CheckpointingTest {
    private static final ChainParameters FREE = ChainParameters.book().withDifficulty(0);
    private static final NodeOptions ALONE = new NodeOptions(0, List.of());
    private static final long A_WHILE = NetworkLimits.CHECKPOINT_INTERVAL.toNanos();

    /// More than a start looks at before the node listens.
    private static final int LONG = 2_000;

    @TempDir
    private Path directory;

    private Path checkpoint() {
        return directory.resolve("chain.checkpoint");
    }

    private static void grow(Chain chain, int blocks) throws IOException {
        for (int i = 0; i < blocks; i++) {
            Block block = chain.tip().child("x".repeat(3_000), List.of(), 1_700_000_000L);
            chain.add(block.withProof(0, block.computeHash()), Origin.LOCAL);
        }
    }

    private void makeLongChain() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            Chain chain = data.openChain(FREE).chain();
            grow(chain, LONG);
            TestNode.start(ALONE, chain).close();
        }
    }

    @Test
    void afterAStopTheNextStartReadsNothing() throws IOException {
        makeLongChain();
        try (DataDirectory data = DataDirectory.open(directory)) {
            Chain.Opened opened = data.openChain(FREE);
            assertEquals(0, opened.report().blocks());
            assertEquals(LONG, opened.chain().tip().index());
            opened.chain().close();
        }
    }

    @Test
    void aNodeThatFailedKeepsNothing() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            Chain chain = data.openChain(FREE).chain();
            grow(chain, 10);
            LockedCore core = new LockedCore(chain, event -> {});
            assertThrows(
                    IOException.class,
                    () -> core.look(c -> {
                        throw new IllegalStateException("half-changed");
                    }));
            core.close();
        }
        assertFalse(Files.exists(checkpoint()));
    }

    @Test
    void aCheckpointIsKeptAfterAWhileIfTheLogHasGrown() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            Chain chain = data.openChain(FREE).chain();
            LockedCore core = new LockedCore(chain, event -> {});
            Checkpointing checkpointing = new Checkpointing(core, 0);
            checkpointing.keep(A_WHILE);
            assertFalse(Files.exists(checkpoint()), "the log has not grown");
            grow(chain, 1);
            checkpointing.keep(A_WHILE + 1);
            assertFalse(Files.exists(checkpoint()), "it is too early");
            checkpointing.keep(2 * A_WHILE);
            assertTrue(Files.exists(checkpoint()));
            Files.delete(checkpoint());
            checkpointing.keep(3 * A_WHILE);
            assertFalse(Files.exists(checkpoint()), "the log has not grown since");
            core.close();
        }
    }

    @Test
    void aCheckpointIsKeptAtOnceIfTheLogHasGrownALot() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            Chain chain = data.openChain(FREE).chain();
            grow(chain, LONG);
            LockedCore core = new LockedCore(chain, event -> {});
            new Checkpointing(core, 0).keep(1);
            assertTrue(Files.exists(checkpoint()));
            core.close();
        }
    }

    /// A bit that turned over where no start looks.
    @Test
    void damageThatIsFoundLaterEndsTheNodeAndTheNextStartPassesOverIt() throws Exception {
        makeLongChain();
        try (RandomAccessFile log =
                new RandomAccessFile(directory.resolve("chain.log").toFile(), "rw")) {
            log.seek(200_000);
            log.write(0);
        }
        try (DataDirectory data = DataDirectory.open(directory)) {
            Chain.Opened opened = data.openChain(FREE);
            assertEquals(LONG, opened.chain().tip().index());
            TestNode node = TestNode.start(ALONE, opened.chain());
            String why = node.node()
                    .failure()
                    .get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS)
                    .words();
            assertTrue(why.contains("chain.log is damaged between bytes 196608 and 262144"), why);
            node.close();
            assertFalse(Files.exists(checkpoint()));
            Chain.Opened again = data.openChain(FREE);
            assertEquals(LONG - 1, again.report().blocks());
            assertTrue(again.report().damagedBytes() > 0);
            again.chain().close();
        }
    }
}
