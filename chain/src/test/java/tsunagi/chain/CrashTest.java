package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tsunagi.chain.CrashTrial.Start;
import tsunagi.chain.CrashTrial.Tried;

/// The power goes: at every change to the disk, in every way. Longer lives, and other ones, by
/// `-Dcrash.steps=1000 -Dcrash.seed=1`.
class CrashTest {
    private static final int STEPS = Integer.getInteger("crash.steps", 30);
    private static final long SEED = Long.getLong("crash.seed", 20261123);

    /// As a node starts.
    private static final Start AS_IT_IS = disk -> Kept.start(disk, Kept.HASTY);

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void nothingIsLostThatWasDurable() throws IOException {
        Random random = new Random(SEED);
        Tried linear = trial(CrashHistory.linear(STEPS, AS_IT_IS, random), random);
        Tried forked = trial(CrashHistory.withForks(STEPS, AS_IT_IS, random), random);
        Tried all = linear.plus(forked);
        System.out.printf(
                "power cut at %d points, and at %d more during the start that followed one; lost: nothing%n",
                all.cutPoints(), all.cutTwice());
        assertTrue(all.cutPoints() > 20 * STEPS, all.toString());
        assertTrue(all.cutTwice() > 20 * STEPS, all.toString());
    }

    private static Tried trial(CrashHistory history, Random random) throws IOException {
        return new CrashTrial(history, AS_IT_IS, random).cutEverywhere();
    }

    // The tests of the test: nodes with one fault each, all of which must be found.

    @Test
    void aNodeThatPromisesWithoutForcingIsFound() {
        assertFound(disk -> AS_IT_IS.on(new WithoutForces(disk, LogFiles.LOG::equals)));
    }

    @Test
    void aNodeThatForcesTheLogButNotItsNameIsFound() {
        assertFound(disk -> AS_IT_IS.on(new WithoutForces(disk, ""::equals)));
    }

    @Test
    void aStartThatCutsTheLogBeforeTheQuarantineIsOnDiskIsFound() {
        assertFound(disk -> AS_IT_IS.on(new WithoutForces(disk, name -> name.contains(".cut"))));
    }

    @Test
    void aStartThatTrustsTheIndexIsFound() {
        assertFound(disk -> {
            ByteStore index = disk.open(LogFiles.INDEX);
            long indexed = index.size() < ActiveIndex.ENTRY_BYTES ? 0 : endOfLastEntry(index);
            ByteStore log = disk.open(LogFiles.LOG);
            if (log.size() > indexed) log.truncate(indexed);
            return AS_IT_IS.on(disk);
        });
    }

    @Test
    void aNodeThatDoesNotForceTheIndexBeforeTheCheckpointIsFound() {
        // A start proves the last blocks, so the fault shows on a chain that is longer than those.
        assertFound(80, disk -> AS_IT_IS.on(new WithoutForces(disk, LogFiles.INDEX::equals)));
    }

    private static long endOfLastEntry(ByteStore index) throws IOException {
        ByteBuffer entry = ByteBuffer.allocate(ActiveIndex.ENTRY_BYTES);
        index.read((index.size() / ActiveIndex.ENTRY_BYTES - 1) * ActiveIndex.ENTRY_BYTES, entry);
        return entry.getLong(0) + entry.getInt(Long.BYTES);
    }

    private static void assertFound(Start faulty) {
        assertFound(20, faulty);
    }

    private static void assertFound(int steps, Start faulty) {
        Random random = new Random(SEED);
        assertThrows(AssertionError.class, () -> {
            CrashHistory history = CrashHistory.linear(steps, faulty, random);
            new CrashTrial(history, faulty, random).cutEverywhere();
        });
    }
}
