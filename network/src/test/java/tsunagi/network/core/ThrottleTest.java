package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Rule 5.4: input that is of no use to the chain has a share of the time,
/// from all senders together.
class ThrottleTest {
    private static final long START = Duration.ofDays(7).toNanos();
    private static final long CREDIT = NetworkLimits.USELESS_CREDIT.toNanos();
    private static final long TURN = NetworkLimits.MAX_USELESS_TURN.toNanos();
    private static final long SHARE = NetworkLimits.USELESS_SHARE_DIVISOR;

    private static final int READ = NetworkLimits.READ_BUFFER_BYTES;

    private final Throttle throttle = new Throttle();

    private long usedUpAt(long now) {
        long pause;
        do {
            pause = throttle.pauseAfter(TURN / 2, READ, now);
        } while (pause == 0);
        return pause;
    }

    @Test
    void anOddFrameMakesNobodyWait() {
        assertEquals(0, throttle.pauseAfter(CREDIT / SHARE / 2, READ, START));
    }

    @Test
    void aFloodHasItsShareOfTheTimeAndNoMore() {
        long began = START + usedUpAt(START);
        long turn = TURN / 4;
        int turns = 1_000;
        long now = began;
        for (int i = 0; i < turns; i++) {
            now += turn;
            now += throttle.pauseAfter(turn, READ, now);
        }
        long took = now - began;
        assertTrue(Math.abs(took - SHARE * turns * turn) <= SHARE * TURN, () -> "took " + took + " ns");
    }

    @Test
    void allWhoSendItShareTheOneShare() {
        usedUpAt(START);
        long first = throttle.pauseAfter(TURN, READ, START);
        assertEquals(first + SHARE * TURN, throttle.pauseAfter(TURN, READ, START));
    }

    @Test
    void theCreditIsThereAgainAfterQuietAndNeverMore() {
        usedUpAt(START);
        long later = START + Duration.ofHours(1).toNanos();
        assertEquals(0, throttle.pauseAfter(0, READ, later));
        long turns = CREDIT / (SHARE * TURN);
        for (long i = 0; i < turns; i++) assertEquals(0, throttle.pauseAfter(TURN, READ, later));
        assertTrue(throttle.pauseAfter(TURN, READ, later) > 0);
    }

    @Test
    void aReadThatWaitedForSomethingCountsForOneTurn() {
        Throttle other = new Throttle();
        for (int i = 0; i < 100; i++) {
            assertEquals(
                    other.pauseAfter(TURN, READ, START),
                    throttle.pauseAfter(Duration.ofSeconds(9).toNanos(), READ, START));
        }
    }

    @Test
    void workThatTookLongCountsForAllOfItsTime() {
        usedUpAt(START);
        long first = throttle.pauseAfter(TURN, READ, START);
        assertEquals(first + SHARE * 20 * TURN, throttle.pauseAfterWork(20 * TURN, START));
    }

    @Test
    void noPauseIsSoLongThatAClosedConnectionGoesUnnoticed() {
        for (int i = 0; i < 10_000; i++) throttle.pauseAfter(TURN, READ, START);
        assertEquals(NetworkLimits.MAX_USELESS_PAUSE.toNanos(), throttle.pauseAfter(TURN, READ, START));
    }

    @Test
    void aFloodOnManyConnectionsIsForgottenSoonAfterItsEnd() {
        for (int i = 0; i < 1_000_000; i++) throttle.pauseAfter(TURN, READ, START);
        long after = START + NetworkLimits.MAX_USELESS_PAUSE.toNanos() + CREDIT;
        assertEquals(0, throttle.pauseAfter(TURN, READ, after));
    }

    /// A megabyte is not the price of a frame.
    @Test
    void aLongReadCountsForMoreThanAShortOne() {
        usedUpAt(START);
        long before = throttle.pauseAfter(0, READ, START);
        long spent = Duration.ofMillis(40).toNanos();
        long after = throttle.pauseAfter(spent, NetworkLimits.LARGE_READ_BUFFER_BYTES, START);
        assertEquals(before + SHARE * spent, after);
    }
}
