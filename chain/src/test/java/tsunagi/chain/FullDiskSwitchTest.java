package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.chain.Arrivals.receive;
import static tsunagi.chain.Branches.ALICE;
import static tsunagi.chain.Branches.BOB;
import static tsunagi.chain.Branches.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Block;

/// The disk fills while a switch to a rival copies it to the log: the switch fails with the reason
/// of the disk, and the next start has one of the two chains whole and gets to the longer one.
class FullDiskSwitchTest {
    private static final Branches FREE = Branches.FREE;
    private static final String LONG = "x".repeat(2_500);

    private static final int PARTS = 6;

    private final List<Block> left = FREE.branch(FREE.genesis(), 700, "left" + LONG);
    private final List<Block> right = FREE.branch(FREE.genesis(), 800, "right" + LONG);

    /// A disk that takes so many more bytes; of the write that is too long it
    /// takes what there is room for.
    private static final class SmallDisk implements ForwardingStore {
        private final HeapStore store = new HeapStore();
        private long room = Long.MAX_VALUE;

        @Override
        public ByteStore store() {
            return store;
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            int fits = (int) Math.min(bytes.remaining(), room);
            room -= fits;
            ByteBuffer taken = bytes.slice(bytes.position(), fits);
            store.append(taken);
            if (fits < bytes.remaining()) throw new IOException("No space left on device");
        }
    }

    private static Chain open(ByteStore log) throws IOException {
        return Chain.open(FREE.parameters(), log, new HeapStore(), Quarantine.NONE, SmallPool.SMALL)
                .chain();
    }

    private static void switchOver(Chain chain) throws IOException {
        while (chain.isSwitching()) chain.advance();
    }

    private static void assertIs(Chain chain, List<Block> blocks) throws IOException {
        assertEquals(new Tip(blocks.size(), blocks.getLast().hash()), chain.tip());
        assertArrayEquals(frames(blocks), Answers.answer(chain));
    }

    @Test
    void theNextStartIsWholeWhereverTheDiskWasFull() throws IOException {
        long copied = frames(right.subList(0, left.size() + 1)).length;
        for (int part = 0; part < PARTS; part++) {
            SmallDisk disk = new SmallDisk();
            Chain chain = open(disk);
            receive(chain, left, ALICE);
            receive(chain, right, BOB);
            assertTrue(chain.isSwitching());
            disk.room = copied * part / PARTS + part;
            IOException full = assertThrows(IOException.class, () -> switchOver(chain));
            assertEquals("No space left on device", full.getMessage());
            disk.room = Long.MAX_VALUE;
            Chain again = open(disk);
            assertIs(again, left);
            receive(again, right, BOB);
            switchOver(again);
            receive(again, right.subList((int) again.tip().index(), right.size()), BOB);
            assertIs(again, right);
            assertIs(open(disk), right);
        }
    }
}
