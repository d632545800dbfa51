package tsunagi.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tsunagi.chain.SimulatedDisk.PowerLoss;
import tsunagi.protocol.Block;

/// A torn end is cut off the log only when it is on disk in a file that is complete, and nothing is
/// left open or lying about when that fails.
class LogFilesTest {
    private static final Branches FREE = Branches.FREE;
    private static final List<Block> BLOCKS = FREE.branch(FREE.genesis(), 3, "block");
    private static final byte[] WHOLE = Branches.frames(BLOCKS);
    private static final byte[] TORN = "BLOCK:{\"index\":4,\"timest".getBytes(US_ASCII);
    private static final String KEPT = "chain.log.cut-at-" + WHOLE.length;
    private static final String PARTIAL = "chain.log.cut.partial";

    private SimulatedDisk disk = SimulatedDisk.empty();

    @BeforeEach
    void writeTornLog() throws IOException {
        write(LogFiles.LOG, WHOLE);
        write(LogFiles.LOG, TORN);
        disk = disk.afterPowerLoss(disk.changes(), PowerLoss.KEEPS_ALL, new Random());
    }

    private void write(String name, byte[] bytes) throws IOException {
        try (ByteStore store = disk.open(name)) {
            store.append(ByteBuffer.wrap(bytes));
        }
    }

    private static Chain.Opened open(Directory directory) throws IOException {
        return new LogFiles(directory, CheckpointSizes.USUAL).open(FREE.parameters());
    }

    @Test
    void aStartLeavesNothingThatALossOfPowerCouldTake() throws IOException {
        open(disk).chain().close();
        SimulatedDisk left = disk.afterPowerLoss(disk.changes(), PowerLoss.LOSES_ALL, new Random());
        assertArrayEquals(WHOLE, left.bytes(LogFiles.LOG));
        assertArrayEquals(TORN, left.bytes(KEPT));
        assertTrue(left.holds(LogFiles.INDEX), left.names()::toString);
        assertFalse(left.holds(PARTIAL), left.names()::toString);
    }

    /// The process before was killed, and what the platform has of its
    /// blocks the disk may not have.
    @Test
    void aWholeLogIsForcedBeforeItsBlocksAreShown() throws IOException {
        disk = SimulatedDisk.empty();
        write(LogFiles.LOG, WHOLE);
        try (Chain chain = open(disk).chain()) {
            SimulatedDisk left = disk.afterPowerLoss(disk.changes(), PowerLoss.LOSES_ALL, new Random());
            assertArrayEquals(WHOLE, left.bytes(LogFiles.LOG));
            assertEquals(WHOLE.length, chain.log().durableEnd());
        }
    }

    @Test
    void whateverTheMomentTheTornEndIsInTheLogOrInItsOwnFile() throws IOException {
        open(disk).chain().close();
        byte[] all = Arrays.copyOf(WHOLE, WHOLE.length + TORN.length);
        System.arraycopy(TORN, 0, all, WHOLE.length, TORN.length);
        for (int changes = 0; changes <= disk.changes(); changes++) {
            SimulatedDisk left = disk.afterPowerLoss(changes, PowerLoss.LOSES_ALL, new Random());
            boolean isCut = left.bytes(LogFiles.LOG).length == WHOLE.length;
            assertArrayEquals(isCut ? WHOLE : all, left.bytes(LogFiles.LOG), "after change " + changes);
            if (isCut) assertArrayEquals(TORN, left.bytes(KEPT), "after change " + changes);
        }
    }

    /// The copy of a start that was cut off may be longer than the one of the next.
    @Test
    void whatAStartThatWasCutOffCopiedIsNoPartOfTheCopy() throws IOException {
        write(PARTIAL, new byte[1_000]);
        open(disk).chain().close();
        assertArrayEquals(TORN, disk.bytes(KEPT));
    }

    @Test
    void aCopyThatFailsIsTakenAwayAndTheLogStays() {
        List<ByteStore> opened = new ArrayList<>();
        List<ByteStore> closed = new ArrayList<>();
        IOException e = assertThrows(IOException.class, () -> open(new Failing(disk, PARTIAL, opened, closed)));
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("the last " + TORN.length + " bytes of chain.log"),
                e::getMessage);
        assertFalse(disk.holds(PARTIAL), disk.names()::toString);
        assertEquals(WHOLE.length + TORN.length, disk.bytes(LogFiles.LOG).length);
        assertEquals(3, opened.size());
        assertEquals(opened.reversed(), closed);
    }

    @Test
    void aLogWhoseIndexCannotBeOpenedIsClosedAgain() {
        List<ByteStore> opened = new ArrayList<>();
        List<ByteStore> closed = new ArrayList<>();
        assertThrows(IOException.class, () -> open(new WithoutIndex(new Failing(disk, "none", opened, closed))));
        assertEquals(1, opened.size());
        assertEquals(opened, closed);
    }

    private record WithoutIndex(Directory disk) implements ForwardingDirectory {
        @Override
        public ByteStore open(String name) throws IOException {
            if (name.equals(LogFiles.INDEX)) throw new IOException("no such thing");
            return disk.open(name);
        }
    }

    /// Cannot write to one of the files; writes down which stores were opened, and which closed.
    private record Failing(Directory disk, String broken, List<ByteStore> opened, List<ByteStore> closed)
            implements ForwardingDirectory {
        @Override
        public ByteStore open(String name) throws IOException {
            ByteStore store = new Store(disk.open(name), name.equals(broken), closed);
            opened.add(store);
            return store;
        }
    }

    private static final class Store implements ForwardingStore {
        private final ByteStore store;
        private final boolean isBroken;
        private final List<ByteStore> closed;

        Store(ByteStore store, boolean isBroken, List<ByteStore> closed) {
            this.store = store;
            this.isBroken = isBroken;
            this.closed = closed;
        }

        @Override
        public ByteStore store() {
            return store;
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            if (isBroken) throw new IOException("no room");
            store.append(bytes);
        }

        @Override
        public void close() throws IOException {
            closed.add(this);
            store.close();
        }
    }

    /// A process that was killed leaves what it had staged.
    @Test
    void aStartDeletesWhatIsLeftOfRivals() throws IOException {
        for (String name : Rivals.fileNames()) write(name, TORN);
        try (Chain chain = open(disk).chain()) {
            assertEquals(BLOCKS.size(), chain.tip().index());
            for (String name : Rivals.fileNames()) assertFalse(disk.holds(name), name);
        }
    }

    @Test
    void aRivalLiesBesideTheLogAndNothingOfItStays() throws IOException {
        List<Block> rival = FREE.branch(FREE.genesis(), 3_000, "rival");
        List<Block> longer = FREE.branch(BLOCKS.getLast(), 3_000, "chain");
        try (Chain chain = open(disk).chain()) {
            for (Block block : longer) chain.add(block, Branches.ALICE);
            for (Block block : rival) chain.add(block, Branches.BOB);
            assertTrue(disk.holds("rival-1.log"), disk.names()::toString);
            assertTrue(disk.holds("rival-1.index"), disk.names()::toString);
        }
        for (String name : Rivals.fileNames()) assertFalse(disk.holds(name), name);
    }
}
