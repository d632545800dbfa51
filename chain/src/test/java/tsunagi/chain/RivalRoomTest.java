package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static tsunagi.chain.Branches.ALICE;
import static tsunagi.chain.Branches.BOB;
import static tsunagi.chain.Branches.FREE;
import static tsunagi.chain.SmallPool.SMALL;
import static tsunagi.chain.SmallPool.assertIs;
import static tsunagi.chain.SmallPool.assertIsAndStays;
import static tsunagi.chain.SmallPool.open;
import static tsunagi.chain.SmallPool.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Block;
import tsunagi.protocol.Locator;

/// Rivals share the room that there is: several at once, those that stand still,
/// and a disk that is full.
class RivalRoomTest {
    private final List<Block> left = FREE.branch(FREE.genesis(), 60, "left");
    private final List<Block> right = FREE.branch(FREE.genesis(), 100, "right");
    private final HeapStore log = new HeapStore();
    private final Chain chain = open(log);

    @Test
    void severalRivalsGrowSideBySide() throws IOException {
        List<Block> third = FREE.branch(FREE.genesis(), 120, "third");
        receive(chain, left, 60, ALICE);
        for (int at = 0; at < 100; at += 10) {
            receive(chain, right.subList(at, at + 10), 10, BOB);
            receive(chain, third.subList(at, at + 10), 10, ALICE);
        }
        receive(chain, third.subList(100, 120), 10, ALICE);
        receive(chain, third, 10, ALICE);
        assertIsAndStays(chain, log, third);
    }

    /// Two that stand still make room; two that grow do not.
    @Test
    void aNewRivalDisplacesOneThatStandsStill() throws IOException {
        receive(chain, left, 60, ALICE);
        receive(chain, FREE.branch(FREE.genesis(), 30, "one"), 9, ALICE);
        receive(chain, FREE.branch(FREE.genesis(), 30, "two"), 9, ALICE);
        receive(chain, right, 9, BOB);
        assertIs(chain, left);
        for (int tick = 0; tick < 2 * ChainLimits.RIVAL_WINDOW_TICKS; tick++) chain.tick();
        receive(chain, right, 9, BOB);
        assertIsAndStays(chain, log, right);
    }

    @Test
    void aPeerThatChangesItsOwnBranchIsFollowed() throws IOException {
        receive(chain, left, 60, ALICE);
        receive(chain, right.subList(0, 50), 9, BOB);
        List<Block> other = FREE.branch(right.get(44), 30, "other");
        receive(chain, other, 9, BOB);
        List<Block> whole = new ArrayList<>(right.subList(0, 45));
        whole.addAll(other);
        assertIsAndStays(chain, log, whole);
    }

    /// Else one block would take from a node what another peer has brought.
    @Test
    void nobodyCutsWhatAnotherPeerIsBringing() throws IOException {
        receive(chain, left, 60, ALICE);
        receive(chain, right.subList(0, 50), 9, BOB);
        Block other = FREE.child(right.get(9), "other");
        assertInstanceOf(AddResult.Orphan.class, chain.add(other, ALICE));
        receive(chain, right.subList(50, 61), 9, BOB);
        assertIsAndStays(chain, log, right.subList(0, 61));
        assertFalse(chain.isOrphan(other.hash()), "it hangs on the chain now");
    }

    @Test
    void aRivalThatNobodyGoesOnWithIsDropped() throws IOException {
        receive(chain, left, 60, ALICE);
        receive(chain, right.subList(0, 50), 9, BOB);
        int ticks = (ChainLimits.KEPT_RIVAL_WINDOWS + 1) * ChainLimits.RIVAL_WINDOW_TICKS;
        for (int tick = 0; tick < ticks; tick++) chain.tick();
        assertFalse(chain.locator()
                .pairs()
                .contains(new Locator.Pair(50, right.get(49).hash())));
        receive(chain, right, 9, BOB);
        assertIsAndStays(chain, log, right);
    }

    /// A disk on which there is room for some writes, and then for none until it is emptied.
    private static final class FullDisk implements RivalFiles {
        private int writesLeft;

        private record Store(HeapStore store, FullDisk disk) implements ForwardingStore {
            @Override
            public void append(ByteBuffer bytes) throws IOException {
                if (disk.writesLeft-- <= 0) throw new IOException("No space left on device");
                store.append(bytes);
            }
        }

        @Override
        public ByteStore open(String name) {
            return new Store(new HeapStore(), this);
        }

        @Override
        public void delete(String name) {
            // What was in it is gone with it.
        }
    }

    /// The chain goes on without the rival, and gets it when there is room again.
    @Test
    void aFullDiskCostsTheRivalAndNothingElse() throws IOException {
        for (int writes = 0; writes < 12; writes++) {
            FullDisk disk = new FullDisk();
            disk.writesLeft = writes;
            HeapStore store = new HeapStore();
            Chain full = Chain.open(FREE.parameters(), store, new HeapStore(), Quarantine.NONE, SMALL, disk)
                    .chain();
            receive(full, left, 60, ALICE);
            receive(full, right, 9, BOB);
            assertIs(full, left);
            assertEquals(
                    "No space left on device",
                    full.takeStagingFailure().orElseThrow().getMessage());
            assertEquals(Optional.empty(), full.takeStagingFailure());
            disk.writesLeft = Integer.MAX_VALUE;
            receive(full, right, 9, BOB);
            assertIs(full, left);
            for (int tick = 0; tick < ChainLimits.RIVAL_PAUSE_TICKS; tick++) full.tick();
            receive(full, right, 9, BOB);
            assertIs(full, right);
            assertIs(open(store), right);
        }
    }

    /// With so many strangers that each has room for less than the branches that are staged.
    @Test
    void aCrowdedPoolDoesNotKeepABranchOut() throws IOException {
        receive(chain, left, 60, ALICE);
        for (int stranger = 0; stranger < 30; stranger++) {
            Block orphan = FREE.child(FREE.child(right.getLast(), "unknown " + stranger), "orphan " + stranger);
            chain.add(orphan, new Origin(100 + stranger));
        }
        receive(chain, right, 1, BOB);
        assertIsAndStays(chain, log, right);
    }
}
