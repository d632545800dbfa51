package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MiningPaceTest {
    private static final long MICROSECOND = 1_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 64, 1000})
    void aBatchIsWholeLanes(int lanes) {
        MiningPace pace = new MiningPace(lanes);
        for (int i = 0; i < 20; i++) {
            assertEquals(0, pace.batch() % lanes);
            pace.took(pace.batch(), 77 * MICROSECOND);
        }
    }

    @Test
    void batchesGrowAtMostTwofoldUntilTheyTakeTheirTime() {
        MiningPace pace = new MiningPace(64);
        long nanosEach = 25;
        for (int i = 0; i < 20; i++) {
            int before = pace.batch();
            pace.took(before, before * nanosEach);
            assertTrue(pace.batch() <= 2 * before + 64);
        }
        assertEquals(Math.toIntExact(ChainLimits.MINING_BATCH_NANOS / nanosEach), pace.batch(), 64.0);
    }

    @Test
    void whatIsSlowGetsFewAtATimeButSome() {
        MiningPace pace = new MiningPace(64);
        pace.took(pace.batch(), 1_000_000 * MICROSECOND);
        assertEquals(64, pace.batch());
    }

    @Test
    void thePaceIsTheBestOne() {
        MiningPace pace = new MiningPace(1);
        pace.took(1000, 100 * MICROSECOND);
        pace.took(1000, 10_000 * MICROSECOND);
        assertEquals(10_000_000, pace.hashesPerSecond(), 1);
    }
}
