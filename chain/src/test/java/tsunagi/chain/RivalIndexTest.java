package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.chain.Branches.ALICE;
import static tsunagi.chain.Branches.BOB;
import static tsunagi.chain.Branches.FREE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;

/// A rival that is the chain is read right before all of its index is moved, and
/// nothing is one long step. With `-Dswitch.blocks=1000000` it prints how long the
/// longest step of a long switch takes.
class RivalIndexTest {
    private static final int BLOCKS = Integer.getInteger("switch.blocks", 40_000);
    private static final int AT_ONCE = 1_000;
    private static final long TIMESTAMP = 1_783_932_844L;

    /// Of the blocks of a branch that are looked at after each step.
    private static final int LOOKS = 20;

    @TempDir
    Path directory;

    /// Brings a branch from genesis on, in runs.
    ///
    /// @return its hashes, lowest first
    private static List<Hash> receive(Chain chain, String name, int length, Origin origin) throws IOException {
        List<Hash> hashes = new ArrayList<>(length);
        Tip tip = new Tip(0, FREE.genesis().hash());
        while (tip.index() < length) {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            for (int i = 0; i < AT_ONCE && tip.index() < length; i++) {
                Block template = tip.child(name, List.of(), TIMESTAMP);
                Block block = template.withProof(0, template.computeHash());
                frames.writeBytes(BlockWriter.frame(block));
                hashes.add(block.hash());
                tip = new Tip(block.index(), block.hash());
            }
            Arrivals.place(chain, chain.rules().frameProver().run(ByteBuffer.wrap(frames.toByteArray())), origin);
        }
        return hashes;
    }

    private static void assertHolds(Chain chain, List<Hash> hashes) throws IOException {
        for (int look = 0; look <= LOOKS; look++) {
            int height = 1 + (int) ((long) look * (hashes.size() - 1) / LOOKS);
            Hash hash = hashes.get(height - 1);
            assertEquals(OptionalLong.of(height), chain.heightOf(hash, Math.max(1, height - 7), 9));
            Extent frame = chain.frameAt(height).orElseThrow();
            ByteBuffer bytes = ByteBuffer.allocate((int) frame.length());
            chain.log().read(frame.from(), bytes);
            ProvenRun read = chain.rules().frameProver().run(bytes.flip());
            assertEquals(List.of(hash), List.of(read.hash(0)), "at height " + height);
        }
    }

    @Test
    void theChainIsReadRightBeforeItsIndexIsMovedAndTakesBlocksAfterwards() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory);
                Chain chain = data.openChain(FREE.parameters()).chain()) {
            receive(chain, "left", BLOCKS, ALICE);
            List<Hash> right = receive(chain, "right", BLOCKS + 1, BOB);
            Tip tip = new Tip(BLOCKS + 1L, right.getLast());
            Block next = FREE.child(new Block(tip.index(), 0, 0, "", tip.hash(), tip.hash(), List.of()), "next");
            int steps = 0;
            int moves = 0;
            long longest = 0;
            while (chain.isSwitching()) {
                long begun = System.nanoTime();
                chain.advance();
                longest = Math.max(longest, System.nanoTime() - begun);
                steps++;
                if (!chain.isSwitching() || !chain.tip().equals(tip)) continue;
                if (moves++ == 0) assertInstanceOf(AddResult.SideBranch.class, chain.add(next, ALICE));
                assertHolds(chain, right);
                assertEquals(List.of(), chain.rivals());
            }
            System.out.printf(
                    "%d blocks: the longest of %d steps took %d ms%n",
                    BLOCKS, steps, TimeUnit.NANOSECONDS.toMillis(longest));
            assertTrue(moves >= BLOCKS / ChainLimits.MOVED_INDEX_ENTRIES, "moved in " + moves + " steps");
            assertEquals(new Tip(next.index(), next.hash()), chain.tip(), "what came meanwhile joins");
            right.add(next.hash());
            assertHolds(chain, right);
        }
        try (DataDirectory data = DataDirectory.open(directory);
                Chain chain = data.openChain(FREE.parameters()).chain()) {
            assertEquals(BLOCKS + 2L, chain.tip().index());
        }
    }
}
