package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static tsunagi.chain.Branches.ALICE;
import static tsunagi.chain.Branches.BOB;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Block;

/// Rule 3.6: a branch that leaves a rival below its highest block waits, and is lost to nobody.
class ForkInsideRivalTest {
    private static final Branches FREE = Branches.FREE;
    private static final int TICKS_TO_DROP = ChainLimits.RIVAL_WINDOW_TICKS * (ChainLimits.KEPT_RIVAL_WINDOWS + 2);

    private final List<Block> left = FREE.branch(FREE.genesis(), 60, "left");
    private final List<Block> right = FREE.branch(FREE.genesis(), 100, "right");

    /// Leaves the rival at height 20, and is longer than all others.
    private final List<Block> inside = FREE.branch(right.get(19), 90, "inside");

    private Chain chain;

    @BeforeEach
    void aRivalGrowsAndABranchLeavesIt() throws IOException {
        chain = Chain.open(FREE.parameters(), new HeapStore(), new HeapStore(), Quarantine.NONE, SmallPool.SMALL)
                .chain();
        receive(left, ALICE);
        receive(right.subList(0, 30), ALICE);
        assertEquals(30, chain.rivals().getFirst().height());
        for (Block block : inside.subList(0, 3)) {
            assertInstanceOf(AddResult.Orphan.class, chain.add(block, BOB), "it would cut another's rival");
        }
    }

    private void receive(List<Block> blocks, Origin origin) throws IOException {
        for (Block block : blocks) {
            chain.add(block, origin);
            while (chain.isSwitching()) chain.advance();
        }
    }

    private static Block last(List<Block> blocks) {
        return blocks.getLast();
    }

    @Test
    void itIsASideBranchWhenTheRivalIsTheChain() throws IOException {
        receive(right, ALICE);
        assertEquals(last(right).hash(), chain.tip().hash());
        for (Block block : inside.subList(0, 3)) assertFalse(chain.isOrphan(block.hash()));
        receive(inside, BOB);
        assertEquals(last(inside).hash(), chain.tip().hash());
    }

    @Test
    void itBecomesARivalWhenItIsOfferedAfterTheOtherWasDropped() throws IOException {
        for (int i = 0; i < TICKS_TO_DROP; i++) chain.tick();
        assertEquals(List.of(), chain.rivals());
        assertEquals(last(left).hash(), chain.tip().hash());
        List<Block> offered = new ArrayList<>(right.subList(0, 20));
        offered.addAll(inside);
        receive(offered, BOB);
        assertEquals(last(inside).hash(), chain.tip().hash());
    }

    @Test
    void itCutsARivalThatStandsStill() throws IOException {
        for (int i = 0; i < 3 * ChainLimits.RIVAL_WINDOW_TICKS; i++) chain.tick();
        receive(inside, BOB);
        assertEquals(last(inside).hash(), chain.tip().hash());
    }
}
