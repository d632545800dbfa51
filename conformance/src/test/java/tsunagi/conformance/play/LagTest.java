package tsunagi.conformance.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A bad network, made of delays.
class LagTest {
    private static final long DELAY = Duration.ofMillis(40).toNanos();
    private static final int PIECES = 1_000;

    private final Lag lag = new Lag();

    @Test
    void aGoodNetworkDeliversAtOnce() {
        long due = lag.due();
        assertTrue(due <= System.nanoTime());
    }

    @Test
    void eachPieceIsLateAndNoneOvertakesAnother() {
        lag.set(Duration.ofNanos(DELAY), 10);
        long before = Long.MIN_VALUE;
        long lost = 0;
        for (int i = 0; i < PIECES; i++) {
            long start = System.nanoTime();
            long due = lag.due();
            assertTrue(due - start >= DELAY, "late at least");
            assertTrue(before == Long.MIN_VALUE || due - before >= 0, "in order");
            if (due - before > DELAY) lost++;
            before = due;
        }
        assertTrue(lost > 1, "some are sent again");
    }

    @Test
    void aNetworkThatLosesEverythingDeliversNothing() {
        lag.set(Duration.ZERO, 100);
        assertTrue(lag.due() - System.nanoTime() > Duration.ofHours(1).toNanos(), "longer than any test");
    }

    @Test
    void twoLinksLoseTheSamePieces() {
        Lag other = new Lag();
        lag.set(Duration.ZERO, 50);
        other.set(Duration.ZERO, 50);
        int same = 0;
        for (int i = 0; i < PIECES; i++) {
            boolean late = lag.due() > System.nanoTime() + DELAY;
            boolean otherLate = other.due() > System.nanoTime() + DELAY;
            if (late == otherLate) same++;
        }
        assertEquals(PIECES, same);
    }
}
