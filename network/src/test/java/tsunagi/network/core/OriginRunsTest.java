package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import tsunagi.chain.Extent;
import tsunagi.chain.Origin;

/// Rule 4.1: what of the log's tail did not come from a peer itself.
class OriginRunsTest {
    private static final Origin ANN = new Origin(1);
    private static final Origin BOB = new Origin(2);
    private static final long ALL = 1_000_000;

    private final OriginRuns runs = new OriginRuns(4, 100);

    @Test
    void nothingIsOwedAtTheEndOfTheLog() {
        assertEquals(Optional.empty(), runs.nextForeign(100, 100, ANN, ALL));
    }

    @Test
    void whatAPeerSentIsPassedOverForItAndOwedToTheOthers() {
        runs.append(100, ANN);
        assertEquals(Optional.empty(), runs.nextForeign(100, 200, ANN, ALL));
        assertEquals(extent(100, 200), runs.nextForeign(100, 200, BOB, ALL));
    }

    @Test
    void aStretchEndsWhereThePeersOwnBlocksBegin() {
        runs.append(100, BOB);
        runs.append(150, ANN);
        runs.append(180, BOB);
        assertEquals(extent(100, 150), runs.nextForeign(100, 200, ANN, ALL));
        assertEquals(extent(180, 200), runs.nextForeign(150, 200, ANN, ALL));
        assertEquals(extent(160, 180), runs.nextForeign(160, 200, BOB, ALL));
    }

    @Test
    void aStretchSpansOtherOriginsUntilItIsLongEnough() {
        runs.append(100, BOB);
        runs.append(150, Origin.LOCAL);
        assertEquals(extent(100, 200), runs.nextForeign(100, 200, ANN, ALL));
        assertEquals(extent(100, 150), runs.nextForeign(100, 200, ANN, 50));
    }

    @Test
    void blocksInARowOfOneOriginAreOneRun() {
        for (long offset = 100; offset < 200; offset += 10) runs.append(offset, ANN);
        runs.append(200, BOB);
        assertTrue(runs.reaches(100), "ten blocks of one origin have not used up four runs");
        assertEquals(extent(200, 210), runs.nextForeign(100, 210, ANN, ALL));
    }

    @Test
    void theOldestRunsAreForgottenAndACursorAmongThemIsTold() {
        for (int run = 0; run < 5; run++) runs.append(100 + 10 * run, run % 2 == 0 ? ANN : BOB);
        assertFalse(runs.reaches(100));
        assertTrue(runs.reaches(110));
        assertEquals(extent(110, 120), runs.nextForeign(110, 150, ANN, 10));
    }

    private static Optional<Extent> extent(long from, long to) {
        return Optional.of(new Extent(from, to));
    }
}
