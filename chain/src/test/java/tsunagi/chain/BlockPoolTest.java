package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.chain.Branches.ALICE;
import static tsunagi.chain.Branches.BOB;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Block;

/// Rule 5.4 for blocks off the active chain: how much is kept, and who pays when it is too much.
class BlockPoolTest {
    private static final int ROOM = 10;
    private static final int ROOM_FOR_DEPARTED = 4;

    /// For blocks whose frames differ by a few bytes in length.
    private static final long MAX_BYTES = ROOM
            * (10L
                    + arrived(Branches.FREE.child(Branches.FREE.genesis(), "a"), ALICE)
                            .cost());

    private final Branches branches = Branches.FREE;
    private final Block genesis = branches.genesis();
    private final List<Block> branch = branches.branch(genesis, 9, "a");
    private final BlockPool pool = new BlockPool(MAX_BYTES, ROOM_FOR_DEPARTED);

    @Test
    void whatArrivesIsBoundedInBytes() {
        List<Block> flood = branches.branch(genesis, 3 * ROOM, "f");
        for (Block block : flood) {
            pool.arrive(arrived(block, ALICE));
            assertTrue(pool.arrivedBytes() <= MAX_BYTES);
        }
        assertNull(pool.find(flood.getFirst().hash()));
        assertNotNull(pool.find(flood.getLast().hash()));
    }

    @Test
    void itIsFullWhenNoByteIsLeftAndNotBefore() {
        List<PooledBlock> two =
                List.of(arrived(branches.child(genesis, "1"), ALICE), arrived(branches.child(genesis, "2"), ALICE));
        long bytes = two.stream().mapToLong(PooledBlock::cost).sum();
        for (long room : List.of(bytes, bytes - 1)) {
            BlockPool small = new BlockPool(room, ROOM_FOR_DEPARTED);
            two.forEach(small::arrive);
            assertEquals(room == bytes ? 2 : 1, small.size());
        }
    }

    @Test
    void holdersOfOneSizePayInTurn() {
        List<PooledBlock> large = new ArrayList<>();
        for (int i = 0; i < ROOM / 2; i++) {
            large.add(arrived(branches.child(genesis, "a" + i), ALICE));
            large.add(arrived(branches.child(genesis, "b" + i), BOB));
        }
        large.forEach(pool::arrive);
        for (int i = 0; i < ROOM - 4; i++) {
            pool.arrive(arrived(branches.child(genesis, "s" + i), new Origin(100 + i)));
        }
        assertEquals(ROOM, pool.size());
        large.subList(0, ROOM - 4).forEach(block -> assertNull(pool.find(block.hash)));
        large.subList(ROOM - 4, ROOM).forEach(block -> assertSame(block, pool.find(block.hash)));
    }

    @Test
    void theLargestHolderLosesItsOldest() {
        PooledBlock bobs = arrived(branches.child(genesis, "b1"), BOB);
        pool.arrive(bobs);
        List<Block> flood = branches.branch(genesis, 5 * ROOM, "f");
        flood.forEach(block -> pool.arrive(arrived(block, ALICE)));
        assertSame(bobs, pool.find(bobs.hash));
        assertNull(pool.find(flood.getFirst().hash()));
    }

    @Test
    void aSmallHolderGetsInWhenALargeOneHasFilledThePool() {
        List<Block> flood = branches.branch(genesis, 2 * ROOM, "f");
        flood.forEach(block -> pool.arrive(arrived(block, ALICE)));
        List<Block> few = branches.branch(genesis, 3, "b");
        few.forEach(block -> pool.arrive(arrived(block, BOB)));
        few.forEach(block -> assertNotNull(pool.find(block.hash())));
    }

    /// Kept and unlinked, it would be linked again whenever the one block is sent again: the work
    /// of a whole branch under the lock, for the price of a block.
    @Test
    void whatHangsOnAnEvictedBlockIsForgottenWithIt() {
        branch.forEach(block -> arriveLinked(arrived(block, ALICE)));
        PooledBlock bobs = arrived(branches.child(branch.getLast(), "bob's"), BOB);
        arriveLinked(bobs);
        PooledBlock last = arrived(branches.child(genesis, "one too many"), ALICE);
        arriveLinked(last);

        branch.forEach(block -> assertNull(pool.find(block.hash())));
        assertNull(pool.find(bobs.hash));
        assertSame(last, pool.find(last.hash));
        assertEquals(1, pool.size());
        assertEquals(last.cost(), pool.arrivedBytes());
    }

    /// What is known of abandoned branches is a function of the log, whatever else comes and goes.
    @Test
    void whatDepartedStaysWhenABlockUnderItIsForgotten() {
        List<PooledBlock> left = branch.subList(0, ROOM_FOR_DEPARTED + 1).stream()
                .map(BlockPoolTest::departed)
                .toList();
        pool.depart(left);
        PooledBlock again = arrived(branch.getFirst(), BOB);
        pool.link(again);
        pool.arrive(again);
        List<PooledBlock> kept = left.subList(1, left.size());
        kept.forEach(block -> assertTrue(block.linked));

        branches.branch(genesis, ROOM, "f").forEach(block -> pool.arrive(arrived(block, BOB)));
        assertNull(pool.find(again.hash));
        for (PooledBlock block : kept) {
            assertSame(block, pool.find(block.hash));
            assertFalse(block.linked);
        }
    }

    @Test
    void ofManyHoldersTheLargestPaysWhicheverCameLast() {
        for (int i = 0; i < ROOM / 2; i++) {
            Origin origin = new Origin(100 + i);
            pool.arrive(arrived(branches.child(genesis, "x" + i), origin));
        }
        List<Block> most = branches.branch(genesis, ROOM / 2, "f");
        most.forEach(block -> pool.arrive(arrived(block, ALICE)));
        pool.arrive(arrived(branches.child(genesis, "y"), BOB));
        assertNull(pool.find(most.getFirst().hash()));
        assertEquals(ROOM, pool.size());
    }

    @Test
    void whatDepartsIsBoundedInNumberAndTheOldestGoesFirst() {
        List<PooledBlock> left = branch.stream().map(BlockPoolTest::departed).toList();
        left.forEach(block -> pool.depart(List.of(block)));
        left.subList(0, 9 - ROOM_FOR_DEPARTED).forEach(block -> assertNull(pool.find(block.hash)));
        left.subList(9 - ROOM_FOR_DEPARTED, 9).forEach(block -> assertSame(block, pool.find(block.hash)));
    }

    /// More blocks leave the active chain at once than are kept: those that are kept hang on
    /// one that is not, and nothing that hangs on them may count as linked.
    @Test
    void aBranchThatIsTooLongToBeKeptIsNotLinkedAnyMore() {
        for (int length = ROOM_FOR_DEPARTED + 1; length <= 9; length++) {
            BlockPool fresh = new BlockPool(MAX_BYTES, ROOM_FOR_DEPARTED);
            List<PooledBlock> left = branch.subList(0, length).stream()
                    .map(BlockPoolTest::departed)
                    .toList();
            fresh.depart(left);
            for (PooledBlock block : left.subList(length - ROOM_FOR_DEPARTED, length)) {
                assertSame(block, fresh.find(block.hash));
                assertFalse(block.linked, "block " + block.index + " of " + length);
            }
        }
    }

    @Test
    void whatArrivesDoesNotPushOutWhatDepartedNorTheOtherWayRound() {
        List<PooledBlock> left =
                branch.subList(0, 4).stream().map(BlockPoolTest::departed).toList();
        pool.depart(left);
        branches.branch(genesis, 3 * ROOM, "f").forEach(block -> pool.arrive(arrived(block, ALICE)));
        left.forEach(block -> assertSame(block, pool.find(block.hash)));
        assertEquals(left.size() + ROOM, pool.size());

        List<Block> more = branches.branch(branch.getLast(), 2 * ROOM_FOR_DEPARTED, "m");
        pool.depart(more.stream().map(BlockPoolTest::departed).toList());
        assertEquals(ROOM_FOR_DEPARTED + ROOM, pool.size());
    }

    @Test
    void nothingIsCountedWhenNothingIsLeft() {
        List<PooledBlock> all =
                branch.stream().map(block -> arrived(block, ALICE)).toList();
        all.forEach(pool::arrive);
        assertEquals(all.stream().mapToLong(PooledBlock::cost).sum(), pool.arrivedBytes());
        pool.joined(all.getFirst());
        all.forEach(pool::joined);
        assertEquals(0, pool.arrivedBytes());
        assertEquals(0, pool.size());
        all.forEach(block -> assertNull(pool.find(block.hash)));
    }

    @Test
    void theHighestThatHangsOnABlockIsFoundAndOfEqualsTheFirst() {
        List<Block> other = branches.branch(branch.getFirst(), 8, "o");
        branch.subList(1, 5).forEach(block -> pool.arrive(arrived(block, ALICE)));
        other.subList(0, 4).forEach(block -> pool.arrive(arrived(block, BOB)));
        assertEquals(branch.get(4).hash(), pool.link(arrived(branch.getFirst(), ALICE)).hash);
    }

    private void arriveLinked(PooledBlock block) {
        block.linked = true;
        pool.arrive(block);
    }

    private static PooledBlock arrived(Block block, Origin origin) {
        return PooledBlock.arrived(Branches.FREE.proven(block), origin, null);
    }

    private static PooledBlock departed(Block block) {
        return PooledBlock.departed(block.index(), block.prevHash(), new ActiveIndex.Entry(0, 300, block.hash()));
    }
}
