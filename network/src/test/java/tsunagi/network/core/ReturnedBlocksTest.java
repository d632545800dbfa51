package tsunagi.network.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Rule 4.3: since when the sessions have been sent a block that returns.
class ReturnedBlocksTest {
    private final ReturnedBlocks returned = new ReturnedBlocks(2);

    @Test
    void aBlockIsFirstRelayedWhenItIsWritten() {
        assertEquals(10, returned.relay(10, 500));
    }

    @Test
    void aBlockThatReturnsAgainWasRelayedWhenItLastReturned() {
        returned.relay(10, 500);
        assertEquals(500, returned.relay(10, 700));
        assertEquals(700, returned.relay(10, 900));
    }

    @Test
    void theBlocksThatReturnedLongestAgoAreForgotten() {
        returned.relay(10, 500);
        returned.relay(20, 500);
        returned.relay(10, 600);
        returned.relay(30, 700);
        assertEquals(600, returned.relay(10, 800));
        assertEquals(20, returned.relay(20, 800), "forgotten: as when it was written");
    }
}
