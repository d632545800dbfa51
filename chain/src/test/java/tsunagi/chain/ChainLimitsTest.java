package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tsunagi.protocol.Hash;
import tsunagi.protocol.ProtocolLimits;

/// How the limits relate: what one of them promises, another must not take back.
class ChainLimitsTest {
    private static final long MIB = 1 << 20;

    /// The mean frame of the 20,000 blocks that the project measures with.
    private static final int USUAL_FRAME_BYTES = 303;

    @Test
    void aPoolHoldsManyBlocksOfTheLargestKind() {
        int largest = ChainLimits.POOL_OVERHEAD_BYTES + ProtocolLimits.MAX_FRAME_BYTES;
        assertTrue(ChainLimits.MAX_POOL_BYTES / largest >= 1_000);
    }

    @Test
    void aPoolHoldsARivalBranchOfTheLengthThatIsPromised() {
        int usual = ChainLimits.POOL_OVERHEAD_BYTES + USUAL_FRAME_BYTES;
        assertTrue(ChainLimits.MAX_POOL_BYTES / usual >= 17_000);
    }

    @Test
    void whatStrangersCanFillIsWhatTheClassSays() {
        long stale = (long) ChainLimits.MAX_STALE_BLOCKS * ChainLimits.STALE_BLOCK_BYTES;
        assertTrue(stale <= 4 * MIB);
        assertEquals(16 * MIB, ChainLimits.MAX_POOL_BYTES);
        assertTrue(ChainLimits.MAX_POOL_BYTES + stale <= 20 * MIB);
    }

    /// A node may be thrown back and forth between branches as deep as a locator is dense, and
    /// as deep as it looks for parents, without fetching a block twice.
    @Test
    void aBranchThatWasLeftIsRememberedAtLeastAsDeepAsParentsAreLookedFor() {
        assertTrue(ChainLimits.MAX_STALE_BLOCKS >= ChainLimits.MISLINK_WINDOW_BLOCKS);
        assertTrue(ChainLimits.MISLINK_WINDOW_BLOCKS >= ProtocolLimits.LOCATOR_DENSE_PAIRS);
    }

    @Test
    void theDifficultyIsOneThatAHashCanMeetAndANetworkCanHave() {
        assertTrue(ChainLimits.MAX_DIFFICULTY_BYTES <= Hash.BYTES);
        ChainParameters book = ChainParameters.book();
        assertTrue(book.difficultyBytes() <= ChainLimits.MAX_DIFFICULTY_BYTES);
        book.withDifficulty(ChainLimits.MAX_DIFFICULTY_BYTES);
        assertThrows(IllegalArgumentException.class, () -> book.withDifficulty(ChainLimits.MAX_DIFFICULTY_BYTES + 1));
        assertThrows(IllegalArgumentException.class, () -> book.withDifficulty(-1));
    }
}
