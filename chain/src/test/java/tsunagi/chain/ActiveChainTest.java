package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.chain.Answers.answer;
import static tsunagi.chain.Branches.ALICE;
import static tsunagi.chain.Branches.BOB;
import static tsunagi.chain.Branches.addAll;
import static tsunagi.chain.Branches.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Locator;

/// Which block is at which height, on a chain of which the older part of the index is stored
/// and the newer held back.
class ActiveChainTest {
    private static final int STORED = ChainLimits.HELD_BACK_INDEX_ENTRIES;
    private static final int LENGTH = 2 * STORED + 100;

    private static final Branches BRANCHES = Branches.FREE;
    private static final List<Block> BLOCKS = BRANCHES.branch(BRANCHES.genesis(), LENGTH, "block");

    /// Branches of any length turn at once, and none is staged.
    private static final BranchLimits POOLED =
            new BranchLimits(ChainLimits.MAX_POOL_BYTES, ChainLimits.MAX_STALE_BLOCKS, Integer.MAX_VALUE);

    private final Chain chain = pooled();

    @BeforeEach
    void grow() throws IOException {
        addAll(chain, BLOCKS, ALICE);
    }

    private static Hash hashAt(int height) {
        return BLOCKS.get(height - 1).hash();
    }

    private static Chain pooled() {
        try {
            return Chain.open(BRANCHES.parameters(), new HeapStore(), new HeapStore(), Quarantine.NONE, POOLED)
                    .chain();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theFrameAtAHeightIsThatOfItsBlock() throws IOException {
        long from = 0;
        for (Block block : BLOCKS) {
            long end = from + frames(List.of(block)).length;
            assertEquals(Optional.of(new Extent(from, end)), chain.frameAt(block.index()));
            from = end;
        }
        assertEquals(chain.frameAt(LENGTH), chain.tipFrame());
        assertEquals(chain.log().end(), from);
    }

    @Test
    void blocksInARowAreIndexedAsIfTheyCameOneByOne() throws IOException {
        Chain atOnce = Chain.inMemory(BRANCHES.parameters());
        ByteBuffer bytes = ByteBuffer.wrap(frames(BLOCKS));
        atOnce.extend(atOnce.rules().frameProver().run(bytes), ALICE);
        for (int height = 1; height <= LENGTH; height++) {
            assertEquals(chain.frameAt(height), atOnce.frameAt(height));
            assertEquals(OptionalLong.of(height), atOnce.heightOf(hashAt(height), height, 1));
        }
    }

    @Test
    void theIndexIsWrittenManyEntriesAtATime() throws IOException {
        AtomicInteger writes = new AtomicInteger();
        ByteStore index = new CountedWrites(new HeapStore(), writes);
        Chain counted = Chain.open(BRANCHES.parameters(), new HeapStore(), index, Quarantine.NONE, POOLED)
                .chain();
        addAll(counted, BLOCKS, ALICE);
        assertEquals(LENGTH / STORED, writes.get());
    }

    /// Two branches of hundreds of blocks, and two new blocks that turn the chain round from one to
    /// the other.
    @Test
    void turningRoundReadsTheIndexAFewTimesAndNotForEachBlock() throws IOException {
        AtomicInteger reads = new AtomicInteger();
        ByteStore index = new CountedReads(new HeapStore(), reads);
        Chain counted = Chain.open(BRANCHES.parameters(), new HeapStore(), index, Quarantine.NONE, POOLED)
                .chain();
        addAll(counted, BLOCKS, ALICE);
        List<Block> other = BRANCHES.branch(BRANCHES.genesis(), LENGTH + 1, "other");
        addAll(counted, other, BOB);
        reads.set(0);
        AddResult turned = addAll(counted, BRANCHES.branch(BLOCKS.getLast(), 2, "again"), ALICE);
        AddResult.Reorganised reorganised = assertInstanceOf(AddResult.Reorganised.class, turned);
        assertEquals(LENGTH + 1, reorganised.departed());
        assertEquals(2, reorganised.appended());
        assertTrue(reads.get() < 20, () -> reads + " reads");
    }

    private record CountedReads(ByteStore store, AtomicInteger reads) implements ForwardingStore {
        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            reads.incrementAndGet();
            store.read(position, into);
        }
    }

    private record CountedWrites(ByteStore store, AtomicInteger writes) implements ForwardingStore {
        @Override
        public void append(ByteBuffer bytes) throws IOException {
            writes.incrementAndGet();
            store.append(bytes);
        }
    }

    @Test
    void genesisAndWhatIsAboveTheTipHaveNoFrame() throws IOException {
        for (long height : new long[] {-1, 0, LENGTH + 1, Long.MAX_VALUE}) {
            assertEquals(Optional.empty(), chain.frameAt(height), "height " + height);
        }
        assertEquals(Optional.empty(), Chain.inMemory(BRANCHES.parameters()).tipFrame());
    }

    @Test
    void aHashIsFoundAmongTheHeightsThatAreAskedForAndNoOthers() throws IOException {
        for (int height : new int[] {1, 2, STORED, STORED + 1, 2 * STORED, 2 * STORED + 1, LENGTH}) {
            Hash hash = hashAt(height);
            OptionalLong found = OptionalLong.of(height);
            assertEquals(found, chain.heightOf(hash, height, 1), "alone");
            assertEquals(found, chain.heightOf(hash, 1, height), "the last");
            assertEquals(found, chain.heightOf(hash, height, 2 * LENGTH), "the first of more than there are");
            assertEquals(OptionalLong.empty(), chain.heightOf(hash, 1, height - 1), "just above");
            assertEquals(OptionalLong.empty(), chain.heightOf(hash, height + 1, LENGTH), "just below");
        }
        assertEquals(OptionalLong.empty(), chain.heightOf(hashAt(LENGTH), LENGTH + 2, 1), "beyond the tip");
    }

    /// Forks in what is stored, where that ends, and in what is held back.
    @Test
    void aReorganisationLeavesTheHeightsBelowItAsTheyWere() throws IOException {
        List<Block> active = new ArrayList<>(BLOCKS);
        for (int fork : new int[] {LENGTH - 1, 2 * STORED + 50, 2 * STORED + 1, 2 * STORED, STORED, 7}) {
            Block parent = active.get(fork - 1);
            List<Block> branch = BRANCHES.branch(parent, active.size() + 1 - fork, "fork at " + fork + ", ");
            assertInstanceOf(AddResult.Reorganised.class, addAll(chain, branch, BOB));
            active.subList(fork, active.size()).clear();
            active.addAll(branch);
            assertArrayEquals(frames(active), answer(chain), "fork at " + fork);
            for (Locator.Pair pair : chain.locator().pairs()) {
                assertEquals(active.get((int) pair.index() - 1).hash(), pair.hash(), "height " + pair.index());
            }
        }
    }

    /// Rule 3.4 as deep as a parent at an impossible height is looked for; deeper,
    /// it is an orphan's (3.7).
    @Test
    void aWrongIndexIsRecognisedDownToTheWindowAndOnGenesis() throws IOException {
        int deepest = LENGTH - ChainLimits.MISLINK_WINDOW_BLOCKS + 1;
        AddResult wrongIndex = new AddResult.Rejected(AddResult.Rejection.WRONG_INDEX);
        assertEquals(wrongIndex, chain.add(misnumberedOn(BLOCKS.get(deepest - 1)), BOB));
        assertEquals(wrongIndex, chain.add(misnumberedOn(BRANCHES.genesis()), BOB));
        assertEquals(new AddResult.Orphan(), chain.add(misnumberedOn(BLOCKS.get(deepest - 2)), BOB));
    }

    private static Block misnumberedOn(Block parent) {
        return BRANCHES.misnumberedChild(parent, LENGTH + 5, "misnumbered");
    }
}
