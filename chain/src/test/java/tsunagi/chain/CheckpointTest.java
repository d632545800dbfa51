package tsunagi.chain;

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
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Block;

/// What a start does with a checkpoint that fits, and with one that does not.
class CheckpointTest {
    private static final Branches FREE = Branches.FREE;

    private final SimulatedDisk disk = SimulatedDisk.empty();
    private final List<Block> blocks = FREE.branch(FREE.genesis(), 40, "block");

    /// Counts what is read of the log.
    private record CountedReads(Directory disk, AtomicLong bytes) implements ForwardingDirectory {
        @Override
        public ByteStore open(String name) throws IOException {
            ByteStore store = disk.open(name);
            return name.equals(LogFiles.LOG) ? new CountedStore(store, bytes) : store;
        }
    }

    private record CountedStore(ByteStore store, AtomicLong bytes) implements ForwardingStore {
        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            bytes.addAndGet(into.remaining());
            store.read(position, into);
        }
    }

    private Chain start() throws IOException {
        return Kept.start(disk, Kept.HASTY).chain();
    }

    private static byte[] answer(List<Block> blocks) {
        return Branches.frames(blocks);
    }

    private void run(List<Block> arriving) throws IOException {
        Chain chain = start();
        Branches.addAll(chain, arriving, Branches.ALICE);
        Kept.stop(chain);
    }

    private void assertRefused(String why, List<Block> expected) throws IOException {
        Chain.Opened opened = Kept.start(disk, Kept.HASTY);
        assertTrue(
                opened.report().refusal().orElse("used").contains(why),
                () -> opened.report().toString());
        assertArrayEquals(answer(expected), Answers.answer(opened.chain()));
        Kept.stop(opened.chain());
        assertTrue(Kept.start(disk, Kept.HASTY).report().refusal().isEmpty());
    }

    @Test
    void aStartReadsTheTailAndNotTheLog() throws IOException {
        List<Block> many = FREE.branch(FREE.genesis(), 400, "block");
        run(many);
        AtomicLong read = new AtomicLong();
        Chain.Opened opened = Kept.start(new CountedReads(disk, read), Kept.HASTY);
        assertEquals(0, opened.report().blocks());
        assertEquals(many.getLast().hash(), opened.chain().tip().hash());
        assertTrue(read.get() < opened.chain().log().end() / 4, () -> read + " bytes of the log were read");
        assertArrayEquals(answer(many), Answers.answer(opened.chain()));
    }

    @Test
    void aStartAfterAKillReadsWhatFollowsTheCheckpoint() throws IOException {
        run(blocks.subList(0, 30));
        Branches.addAll(start(), blocks.subList(30, 40), Branches.ALICE);
        Chain.Opened opened = Kept.start(disk, Kept.HASTY);
        assertEquals(10, opened.report().blocks());
        assertArrayEquals(answer(blocks), Answers.answer(opened.chain()));
    }

    /// A checkpoint of long ago still saves what it knows.
    @Test
    void anOlderCheckpointIsUsed() throws IOException {
        run(blocks.subList(0, 20));
        byte[] old = disk.bytes(Checkpoints.FILE);
        run(blocks);
        Kept.write(disk, Checkpoints.FILE, old);
        Chain.Opened opened = Kept.start(disk, Kept.HASTY);
        assertEquals(20, opened.report().blocks());
        assertArrayEquals(answer(blocks), Answers.answer(opened.chain()));
    }

    @Test
    void aCheckpointThatIsNewerThanTheLogIsNotUsed() throws IOException {
        run(blocks.subList(0, 20));
        byte[] log = disk.bytes(LogFiles.LOG);
        run(blocks);
        Kept.write(disk, LogFiles.LOG, log);
        int missing = answer(blocks).length - log.length;
        assertRefused(missing + " bytes shorter than it says, and the chain had height 40", blocks.subList(0, 20));
    }

    @Test
    void aCheckpointOfAnotherLogIsNotUsed() throws IOException {
        List<Block> others = FREE.branch(FREE.genesis(), 40, "other");
        run(blocks);
        Kept.write(disk, LogFiles.LOG, answer(others));
        assertRefused("", others);
    }

    @Test
    void aCheckpointOfAnotherDifficultyIsNotUsed() throws IOException {
        Branches cheap = Branches.CHEAP;
        run(cheap.branch(cheap.genesis(), 5, "cheap"));
        Chain.Opened opened = new LogFiles(disk, Kept.HASTY).open(cheap.parameters());
        assertTrue(opened.report().refusal().orElseThrow().contains("another network"));
        assertEquals(5, opened.chain().tip().index());
    }

    @Test
    void aCheckpointOfAnotherVersionIsNotUsed() throws IOException {
        run(blocks);
        byte[] bytes = disk.bytes(Checkpoints.FILE);
        bytes["TSUNAGI checkpoint ".length()] = '2';
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length - Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, (int) sum.getValue());
        Kept.write(disk, Checkpoints.FILE, bytes);
        assertRefused("another version", blocks);
    }

    /// All checksums are right, and the index names blocks that the log does not hold there.
    @Test
    void aCheckpointThatLiesIsFoundAndCostsNoBlock() throws IOException {
        Checkpoints lying = new Checkpoints(
                disk, FREE.parameters(), Kept.HASTY, disk.open(LogFiles.LOG), disk.open(LogFiles.INDEX));
        Chain chain = new ChainOpening(FREE.parameters(), BranchLimits.USUAL, RivalFiles.ON_HEAP)
                .open(lying, Quarantine.NONE)
                .chain();
        Branches.addAll(chain, blocks, Branches.ALICE);
        Kept.keep(chain);
        byte[] index = disk.bytes(LogFiles.INDEX);
        index[5 * ActiveIndex.ENTRY_BYTES + 20] ^= 1;
        lying.index().truncate(0);
        lying.index().append(ByteBuffer.wrap(index));
        Kept.keep(chain);

        Chain started = start();
        IOException found = assertThrows(IOException.class, () -> Kept.prove(started));
        assertTrue(String.valueOf(found.getMessage()).contains("height 6"), found::toString);
        assertFalse(disk.holds(Checkpoints.FILE));
        assertArrayEquals(answer(blocks), Answers.answer(start()));
    }

    /// Writes down when the index is cut, and when it is certain that the checkpoint is gone.
    private record Order(Directory disk, List<String> seen) implements ForwardingDirectory {
        @Override
        public ByteStore open(String name) throws IOException {
            ByteStore store = disk.open(name);
            return name.equals(LogFiles.INDEX) ? new Cut(store, seen) : store;
        }

        @Override
        public void force() throws IOException {
            if (!disk.holds(Checkpoints.FILE)) seen.add("gone");
            disk.force();
        }
    }

    private record Cut(ByteStore store, List<String> seen) implements ForwardingStore {
        @Override
        public void truncate(long size) throws IOException {
            seen.add("cut");
            store.truncate(size);
        }
    }

    /// A loss of power must not leave the checkpoint with entries that were overwritten.
    @Test
    void aDeepReorganisationRemovesTheCheckpointFirst() throws IOException {
        run(blocks.subList(0, 20));
        List<String> seen = new ArrayList<>();
        Chain chain = Kept.start(new Order(disk, seen), Kept.HASTY).chain();
        seen.clear();
        List<Block> rival = FREE.branch(blocks.get(9), 11, "rival");
        Branches.addAll(chain, rival, Branches.BOB);
        assertEquals(List.of("gone", "cut"), seen);
        assertEquals(rival.getLast().hash(), start().tip().hash());
    }

    @Test
    void aShallowReorganisationLeavesTheCheckpoint() throws IOException {
        run(blocks.subList(0, 20));
        Chain chain = start();
        List<Block> rival = FREE.branch(blocks.get(18), 2, "rival");
        Branches.addAll(chain, rival, Branches.BOB);
        Chain.Opened opened = Kept.start(disk, Kept.HASTY);
        assertEquals(2, opened.report().blocks());
        assertEquals(rival.getLast().hash(), opened.chain().tip().hash());
    }

    /// The index was cut while the checkpoint was on its way to disk.
    @Test
    void aCheckpointThatWasOvertakenIsNotPutInPlace() throws IOException {
        Chain chain = start();
        Branches.addAll(chain, blocks.subList(0, 20), Branches.ALICE);
        NewCheckpoint slow = chain.checkpoint(1).orElseThrow();
        slow.write();
        Branches.addAll(chain, FREE.branch(blocks.get(9), 11, "rival"), Branches.BOB);
        chain.keep(slow);
        assertFalse(disk.holds(Checkpoints.FILE));
        assertTrue(chain.checkpoint(Long.MAX_VALUE / 2).isEmpty());
        assertTrue(chain.checkpoint(1).isPresent());
    }

    @Test
    void whatIsDamagedBeforeTheCheckpointIsStillReported() throws IOException {
        byte[] torn = Arrays.copyOf(answer(blocks.subList(0, 1)), 50);
        byte[] log = Arrays.copyOf(torn, torn.length + answer(blocks).length);
        System.arraycopy(answer(blocks), 0, log, torn.length, answer(blocks).length);
        Kept.write(disk, LogFiles.LOG, log);
        assertEquals(torn.length, Kept.start(disk, Kept.HASTY).report().damagedBytes());
        Kept.stop(start());
        Chain.Opened opened = Kept.start(disk, Kept.HASTY);
        assertEquals(0, opened.report().blocks());
        assertEquals(torn.length, opened.report().damagedBytes());
    }

    @Test
    void aRepairRemovesTheCheckpoint() throws IOException {
        run(blocks);
        new LogRepair(disk).run(FREE.parameters());
        assertFalse(disk.holds(Checkpoints.FILE));
    }

    @Test
    void nobodyWritesACheckpointOfAChainThatIsClosed() throws IOException {
        Chain chain = start();
        Branches.addAll(chain, blocks, Branches.ALICE);
        NewCheckpoint late = chain.checkpoint(1).orElseThrow();
        chain.close();
        assertThrows(IOException.class, late::write);
        assertEquals(List.of(LogFiles.INDEX, LogFiles.LOG), disk.names());
    }
}
