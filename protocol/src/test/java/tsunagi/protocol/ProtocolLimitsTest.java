package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How the limits of the wire hang together.
class ProtocolLimitsTest {
    private static final int MAX = ProtocolLimits.MAX_FRAME_BYTES;

    @Test
    void theValuesAreThoseOfTheProtocol() {
        assertEquals(4096, MAX, "1.3");
        assertEquals(4294967295L, ProtocolLimits.MAX_INDEX, "2.5");
        assertEquals(9223372036854775807L, ProtocolLimits.MAX_INT63, "2.5");
    }

    /// 1.3 and 8.1: even with every digit that an index can have.
    @Test
    void theLongestLocatorFitsAFrame() {
        long pairs = Locator.heights(ProtocolLimits.MAX_INDEX).count();
        Locator.Pair longest = new Locator.Pair(ProtocolLimits.MAX_INDEX, Samples.HASH);
        Locator locator = new Locator(Collections.nCopies((int) pairs, longest));
        assertTrue(locator.requestFrame().length <= MAX, pairs + " pairs");
        assertTrue(pairs > ProtocolLimits.LOCATOR_DENSE_PAIRS, "it is not dense all the way");
    }

    /// 3.8: the limit leaves room for text whatever the numbers are.
    @Test
    void aBlockOfTheLargestNumbersFitsAFrame() {
        long max = ProtocolLimits.MAX_INT63;
        Block block = new Block(
                ProtocolLimits.MAX_INDEX, max, max, "", Hash.ZERO, Hash.ZERO, List.of(new Transaction("", "", max)));
        assertTrue(BlockWriter.frame(block).length < MAX / 8);
    }

    @Test
    void aBlockMayFillAFrameToTheLastByte() {
        int room = MAX - BlockWriter.frame(Samples.withData("")).length;
        assertEquals(MAX, BlockWriter.frame(Samples.withData("x".repeat(room))).length);
        assertEquals(MAX + 1, BlockWriter.frame(Samples.withData("x".repeat(room + 1))).length, "3.8: it shows");
    }

    /// 3.8 judges the canonical frame: members at their default cost nothing on arrival, and
    /// are written out when the block is sent on.
    @Test
    void aBlockThatFitsOnArrivalMayNotFitOnceItsDefaultsAreWrittenOut() {
        String sparse = "{\"data\":\"" + "x".repeat(MAX - "BLOCK:{\"data\":\"\"}\n".length()) + "\"}";
        assertEquals(MAX, ("BLOCK:" + sparse + "\n").getBytes(UTF_8).length);
        assertTrue(BlockWriter.frame(Samples.accepted(sparse)).length > MAX);
    }

    @Test
    void noFrameCanNestDeeperThanTheReaderGoes() {
        assertTrue(ProtocolLimits.MAX_JSON_DEPTH >= MAX - "BLOCK:\n".length());
    }
}
