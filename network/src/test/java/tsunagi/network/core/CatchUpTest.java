package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

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
        catchUp.progressed(after(Duration.ofSeconds(7)));
        assertFalse(catchUp.mayAsk(after(Duration.ofSeconds(7))));
        assertFalse(catchUp.mayAsk(after(Duration.ofSeconds(8)) - 1));
        assertTrue(catchUp.mayAsk(after(Duration.ofSeconds(8))));
    }

    @Test
    void anAnswerThatNeverEndsIsWaitedForAMinuteAndNotLonger() {
        catchUp.asked(START);
        catchUp.progressed(after(Duration.ofSeconds(60)) - 1);
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
}
