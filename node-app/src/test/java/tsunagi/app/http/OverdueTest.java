package tsunagi.app.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A node that stops waits for the answers that are under way, and not for ever.
@Timeout(60)
class OverdueTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void nobodyIsWaitedForWithoutAnAnswer() throws InterruptedException {
        try (Overdue overdue = new Overdue()) {
            assertTrue(overdue.awaitNone(LONG));
        }
    }

    @Test
    void theLastAnswerEndsTheWait() throws InterruptedException {
        try (Overdue overdue = new Overdue()) {
            StalledExchange exchange = new StalledExchange();
            overdue.begun(exchange);
            Thread.ofVirtual().start(() -> overdue.ended(exchange));
            assertTrue(overdue.awaitNone(LONG));
        }
    }

    @Test
    void anAnswerThatNobodyTakesIsLeft() throws InterruptedException {
        try (Overdue overdue = new Overdue()) {
            overdue.begun(new StalledExchange());
            assertFalse(overdue.awaitNone(Duration.ofMillis(1)));
        }
    }
}
