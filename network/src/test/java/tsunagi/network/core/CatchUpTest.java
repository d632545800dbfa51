package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tsunagi.protocol.Hash;

/// Rule 3.7: when a peer may be asked for its chain.
class CatchUpTest {
    private static final long START = Duration.ofDays(7).toNanos();

    private final CatchUp catchUp = new CatchUp();

    @Test
    void aPeerThatWasNeverAskedMayBeAskedAtOnce() {
        assertTrue(catchUp.mayAsk(START));
    }

    @Test
    void notMoreOftenThanOnceInFiveSeconds() {
        catchUp.asked(START);
        assertFalse(catchUp.mayAsk(START));
        assertFalse(catchUp.mayAsk(after(Duration.ofSeconds(5)) - 1));
        assertTrue(catchUp.mayAsk(after(Duration.ofSeconds(5))));
    }

    @Test
    void notWhileTheAnswerFlows() {
        catchUp.asked(START);
        catchUp.progressed(1, 9, false, after(Duration.ofSeconds(7)));
        assertFalse(catchUp.mayAsk(after(Duration.ofSeconds(7))));
        assertFalse(catchUp.mayAsk(after(Duration.ofSeconds(8)) - 1));
        assertTrue(catchUp.mayAsk(after(Duration.ofSeconds(8))));
    }

    @Test
    void anAnswerThatNeverEndsIsWaitedForAMinuteAndNotLonger() {
        catchUp.asked(START);
        catchUp.progressed(1, 9, false, after(Duration.ofSeconds(60)) - 1);
        assertFalse(catchUp.mayAsk(after(Duration.ofSeconds(60)) - 1));
        assertTrue(catchUp.mayAsk(after(Duration.ofSeconds(60))));
    }

    @Test
    void theClockMayHaveAnySignAndPassItsEnd() {
        long beforeTheEnd = Long.MAX_VALUE - 5;
        catchUp.asked(beforeTheEnd);
        assertFalse(catchUp.mayAsk(beforeTheEnd + 10));
        assertTrue(catchUp.mayAsk(beforeTheEnd + Duration.ofSeconds(5).toNanos()));
    }

    private static long after(Duration time) {
        return START + time.toNanos();
    }

    @Test
    void anOlderOrphanIsNextWhenTheNewestHasFoundItsParent() {
        Hash older = Mined.on(Mined.GENESIS, "older").hash();
        Hash newer = Mined.on(Mined.GENESIS, "newer").hash();
        CatchUp orphans = new CatchUp();
        orphans.orphaned(older, 1);
        orphans.orphaned(newer, 1);
        assertEquals(newer, orphans.orphan());
        orphans.resolved();
        assertEquals(older, orphans.orphan());
        for (int i = 0; i < 100; i++)
            orphans.orphaned(Mined.on(Mined.GENESIS, "flood" + i).hash(), 1);
        for (int i = 0; i < NetworkLimits.MAX_ASKED_ORPHANS; i++) orphans.resolved();
        assertNull(orphans.orphan(), "a few are remembered");
    }

    /// A peer whose program does not know locators (8.1) answers with what is known first.
    @Test
    void anAnswerMayBeginWithWhatIsKnown() {
        catchUp.asked(START);
        for (int i = 1; i <= 12; i++) {
            catchUp.progressed(100L * i, 100L * i + 99, true, after(Duration.ofMillis(500L * i)));
        }
        assertFalse(catchUp.mayAsk(after(Duration.ofSeconds(6))));
    }

    @Test
    void whatIsSentAgainIsNoProgress() {
        catchUp.asked(START);
        for (int i = 1; i <= 12; i++) catchUp.progressed(1, 1, true, after(Duration.ofMillis(500L * i)));
        assertTrue(catchUp.mayAsk(after(Duration.ofSeconds(6))));
    }

    @Test
    void gossipIsNoProgressOfAnAnswer() {
        Hash orphan = Mined.on(Mined.GENESIS, "orphan").hash();
        catchUp.orphaned(orphan, 50);
        catchUp.asked(START);
        catchUp.progressed(1, 50, false, after(Duration.ofSeconds(1)));
        for (int i = 1; i <= 10; i++) {
            catchUp.progressed(50 + i, 50 + i, i % 2 == 0, after(Duration.ofMillis(1_000 + 500L * i)));
        }
        assertTrue(catchUp.mayAsk(after(Duration.ofSeconds(6))), "the answer ended at block 50");
    }
}
