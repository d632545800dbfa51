package tsunagi.chain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tsunagi.chain.SimulatedDisk.PowerLoss;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// The power goes while a log is being repaired, after every change to the disk and in every way:
/// what is there then leads to the same chain, nothing of the damaged log is gone, and a second
/// repair comes to the end of it.
class RepairCrashTest {
    private static final long SEED = 20261125;
    private static final Branches FREE = Branches.FREE;

    /// Reordered in many ways: which names are there is chance.
    private static final List<PowerLoss> WAYS = Stream.concat(
                    Stream.of(PowerLoss.values()),
                    Stream.generate(() -> PowerLoss.REORDERS).limit(10))
            .toList();

    private final Random random = new Random(SEED);

    /// How a log is repaired.
    @FunctionalInterface
    private interface Repairer {
        Repaired run(Directory disk) throws IOException;
    }

    private static final Repairer AS_IT_IS =
            disk -> new LogRepair(disk).run(FREE.parameters()).orElseThrow();

    @Test
    void aCrashOfARepairLosesNothing() throws IOException {
        assertTrue(cutEverywhere(AS_IT_IS) > 150);
    }

    // The tests of the test.

    @Test
    void aRepairThatDoesNotForceTheNewLogIsFound() {
        assertFound(name -> name.equals("chain.log.repaired.partial"));
    }

    @Test
    void aRepairThatDoesNotForceWhatItLeavesOutIsFound() {
        assertFound(name -> name.contains("cut-by-repair"));
    }

    @Test
    void aRepairThatDoesNotForceNamesIsFound() {
        assertFound(String::isEmpty);
    }

    private void assertFound(Predicate<String> forgets) {
        assertThrows(AssertionError.class, () -> cutEverywhere(disk -> AS_IT_IS.run(new WithoutForces(disk, forgets))));
    }

    /// @return at how many points
    private int cutEverywhere(Repairer repairer) throws IOException {
        List<byte[]> pieces = damagedLog();
        SimulatedDisk disk = holding(pieces);
        Tip tip = tipOn(disk.afterPowerLoss(0, PowerLoss.KEEPS_ALL, random));
        Repaired done = repairer.run(disk);
        assertEquals(2, done.otherBlocks());
        int cuts = 0;
        for (int changes = 0; changes <= disk.changes(); changes++) {
            if (changes > 0 && disk.isWriteTo(LogFiles.INDEX, changes - 1)) continue;
            for (PowerLoss loss : WAYS) {
                String moment = loss + " after change " + changes + " of " + disk.changes();
                SimulatedDisk left = disk.afterPowerLoss(changes, loss, random);
                assertNothingLost(pieces, left, moment);
                assertEquals(tip, tipOn(left.afterPowerLoss(0, loss, random)), moment);
                new LogRepair(left).run(FREE.parameters());
                assertNothingLost(pieces, left, moment);
                assertFalse(new LogRepair(left).run(FREE.parameters()).isPresent(), moment);
                assertEquals(tip, tipOn(left), moment);
                cuts++;
            }
        }
        return cuts;
    }

    /// A chain with a branch off it, a torn frame, noise, zeros, a block that is missing, and
    /// one that is there twice.
    private List<byte[]> damagedLog() {
        List<Block> first = FREE.branch(FREE.genesis(), 6, "a");
        List<Block> longer = FREE.branch(first.get(3), 4, "b");
        List<Block> hanging = FREE.branch(longer.getLast(), 2, "h");
        byte[] noise = new byte[5_000];
        random.nextBytes(noise);
        List<byte[]> pieces = new ArrayList<>();
        first.forEach(block -> pieces.add(BlockWriter.frame(block)));
        pieces.add("BLOCK:{\"index\":7,\"timest".getBytes(ISO_8859_1));
        longer.subList(0, 2).forEach(block -> pieces.add(BlockWriter.frame(block)));
        pieces.add(noise);
        pieces.add(new byte[700]);
        pieces.add(new byte[] {'\n'});
        longer.subList(2, 4).forEach(block -> pieces.add(BlockWriter.frame(block)));
        pieces.add(BlockWriter.frame(hanging.getLast()));
        pieces.add(BlockWriter.frame(first.getFirst()));
        return pieces;
    }

    private SimulatedDisk holding(List<byte[]> pieces) throws IOException {
        SimulatedDisk disk = SimulatedDisk.empty();
        try (ByteStore log = disk.open(LogFiles.LOG)) {
            for (byte[] piece : pieces) log.append(ByteBuffer.wrap(piece));
        }
        return disk.afterPowerLoss(disk.changes(), PowerLoss.KEEPS_ALL, random);
    }

    private static Tip tipOn(SimulatedDisk disk) throws IOException {
        try (Chain chain = new LogFiles(disk, CheckpointSizes.USUAL)
                .open(FREE.parameters())
                .chain()) {
            return chain.tip();
        }
    }

    private static void assertNothingLost(List<byte[]> pieces, SimulatedDisk left, String moment) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String name : left.names()) {
            if (!name.endsWith(".partial") && !name.equals(LogFiles.INDEX)) all.writeBytes(left.bytes(name));
        }
        String there = all.toString(ISO_8859_1);
        for (byte[] piece : pieces) {
            assertTrue(
                    there.contains(new String(piece, ISO_8859_1)),
                    () -> moment + ": gone is " + new String(piece, 0, Math.min(40, piece.length), ISO_8859_1));
        }
    }
}
