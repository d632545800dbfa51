package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.chain.Branches.ALICE;
import static tsunagi.chain.Branches.BOB;
import static tsunagi.chain.Branches.addAll;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// What a chain tells of the blocks that it knows in addition to the active ones: side branches,
/// what a reorganisation left (3.6), and orphans (3.7).
class OffChainTest {
    private final Branches branches = Branches.FREE;
    private final Chain chain = Chain.inMemory(branches.parameters());

    private final List<Block> left = branches.branch(branches.genesis(), 3, "left");
    private final List<Block> active = branches.branch(left.getFirst(), 4, "active");
    private final List<Block> side = branches.branch(branches.genesis(), 2, "side");
    private final List<Block> orphans =
            branches.branch(branches.genesis(), 5, "orphan").subList(1, 5);

    @BeforeEach
    void leaveABranchAndKeepWhatHangsBeside() throws IOException {
        addAll(chain, left, ALICE);
        addAll(chain, active, BOB);
        addAll(chain, side, ALICE);
        addAll(chain, orphans, BOB);
        assertEquals(active.getLast().hash(), chain.tip().hash());
    }

    @Test
    void whatIsLinkedAndWhatIsOrphanedIsCountedApart() {
        assertEquals(new OffChain(4, 4, List.of()), chain.offChain(0));
    }

    /// At every number, so that the last one named is among equals too.
    @Test
    void theHighestAreNamedAndOfEqualsTheSmallerHashFirst() {
        List<OffChain.Entry> all = new ArrayList<>();
        left.subList(1, 3).forEach(block -> all.add(entry(block, false)));
        side.forEach(block -> all.add(entry(block, false)));
        orphans.forEach(block -> all.add(entry(block, true)));
        all.sort(Comparator.comparingLong(OffChain.Entry::index).reversed().thenComparing(OffChain.Entry::hash));
        for (int most = 1; most <= all.size() + 1; most++) {
            List<OffChain.Entry> highest = all.subList(0, Math.min(most, all.size()));
            assertEquals(new OffChain(4, 4, highest), chain.offChain(most), most + " of " + all.size());
        }
    }

    private static OffChain.Entry entry(Block block, boolean orphan) {
        return new OffChain.Entry(block.index(), block.hash(), block.prevHash(), orphan);
    }

    @Test
    void aFrameIsFoundInThePoolAndInTheLog() throws IOException {
        for (List<Block> known : List.of(left.subList(1, 3), side, orphans)) {
            for (Block block : known) {
                ByteBuffer frame = chain.frameOffChain(block.hash()).orElseThrow();
                assertEquals(ByteBuffer.wrap(BlockWriter.frame(block)), frame, block.data());
            }
        }
    }

    @Test
    void aBlockOfTheActiveChainAndAnUnknownOneHaveNoFrameBesideIt() throws IOException {
        assertEquals(Optional.empty(), chain.frameOffChain(active.getLast().hash()));
        assertEquals(Optional.empty(), chain.frameOffChain(unknown().hash()));
    }

    @Test
    void onlyABlockThatLacksAnAncestorIsAnOrphan() {
        orphans.forEach(block -> assertTrue(chain.isOrphan(block.hash()), block.data()));
        for (List<Block> others : List.of(left, active, side, List.of(unknown()))) {
            others.forEach(block -> assertFalse(chain.isOrphan(block.hash()), block.data()));
        }
    }

    /// What a repair asks of each frame of a log before it keeps it.
    @Test
    void aFrameOfTheLogIsKeptIfItIsTheOneThatABranchIsReadFrom() throws IOException {
        long at = 0;
        for (List<Block> logged : List.of(left, active)) {
            for (Block block : logged) {
                assertTrue(chain.keeps(block.index(), block.hash(), at), block.data());
                assertFalse(chain.keeps(block.index(), block.hash(), at + 1), "a copy of it elsewhere");
                assertFalse(chain.keeps(block.index(), unknown().hash(), at + 1), "neither");
                at += BlockWriter.frame(block).length;
            }
        }
        assertEquals(chain.log().end(), at);
        for (List<Block> unlogged : List.of(side, orphans, List.of(unknown()))) {
            for (Block block : unlogged) assertFalse(chain.keeps(block.index(), block.hash(), at), block.data());
        }
    }

    private Block unknown() {
        return branches.child(branches.genesis(), "unknown");
    }
}
