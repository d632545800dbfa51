package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PermitsTest {
    @Test
    void whoAsksFirstHasAPermitFirst() {
        Permits permits = new Permits(1);
        CompletableFuture<Void> first = permits.ask();
        CompletableFuture<Void> second = permits.ask();
        CompletableFuture<Void> third = permits.ask();
        assertTrue(first.isDone());
        assertFalse(second.isDone());
        permits.release();
        assertTrue(second.isDone());
        assertFalse(third.isDone());
    }

    @Test
    void aPermitThatNobodyWaitsForIsKept() {
        Permits permits = new Permits(1);
        assertTrue(permits.ask().isDone());
        permits.release();
        assertTrue(permits.ask().isDone());
        assertFalse(permits.ask().isDone());
    }
}
