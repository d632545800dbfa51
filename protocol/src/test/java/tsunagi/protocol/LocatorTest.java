package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rule 8.1: where a chain stands, in one frame.
class LocatorTest {
    private static final String HASH = Samples.HASH_DIGITS;

    @ParameterizedTest(name = "8.1 a tip at {0} names {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0   | ``
            1   | 1
            2   | 2 1
            9   | 9 8 7 6 5 4 3 2 1
            10  | 10 9 8 7 6 5 4 3 2 1
            11  | 11 10 9 8 7 6 5 4 3 2 1
            12  | 12 11 10 9 8 7 6 5 4 3 1
            13  | 13 12 11 10 9 8 7 6 5 4 2 1
            14  | 14 13 12 11 10 9 8 7 6 5 3 1
            100 | 100 99 98 97 96 95 94 93 92 91 89 85 77 61 29 1
            """)
    void heights(long tip, String expected) {
        String heights = Locator.heights(tip).mapToObj(Long::toString).collect(Collectors.joining(" "));
        assertEquals(expected, heights);
    }

    @Property
    void heightsAreDenseThenDoublingAndEndAtOne(@ForAll @LongRange(min = 1, max = ProtocolLimits.MAX_INDEX) long tip) {
        long[] heights = Locator.heights(tip).toArray();
        assertEquals(tip, heights[0]);
        assertEquals(1, heights[heights.length - 1]);
        long distance = 1;
        // The last step goes to 1, however far that is.
        for (int i = 1; i < heights.length - 1; i++) {
            if (i >= ProtocolLimits.LOCATOR_DENSE_PAIRS) distance *= 2;
            assertEquals(distance, heights[i - 1] - heights[i], "step " + i);
        }
        for (int i = 1; i < heights.length; i++) {
            assertTrue(heights[i - 1] > heights[i], "newest first, step " + i);
        }
    }

    @Property
    void aRequestFitsAFrameAndIsReadBack(@ForAll @LongRange(min = 0, max = ProtocolLimits.MAX_INDEX) long tip) {
        Locator locator = locator(tip);
        byte[] frame = locator.requestFrame();
        assertTrue(frame.length <= ProtocolLimits.MAX_FRAME_BYTES, () -> "1.3: " + frame.length + " bytes");
        assertEquals(new Message.ChainRequested(locator), Message.parse(ByteBuffer.wrap(frame)));
    }

    private static Locator locator(long tip) {
        return new Locator(Locator.heights(tip)
                .mapToObj(height -> new Locator.Pair(
                        height, Hash.sha256(Long.toString(height).getBytes(US_ASCII))))
                .toList());
    }

    @Test
    void anEmptyChainAsksExactlyForTheChain() {
        assertEquals("GET_CHAIN\n", new String(Locator.EMPTY.requestFrame(), US_ASCII));
        assertEquals("GET_CHAIN\n", new String(locator(0).requestFrame(), US_ASCII));
    }

    @Test
    void aRequestIsPairsSeparatedBySpaces() {
        Locator locator =
                new Locator(List.of(new Locator.Pair(4294967295L, Samples.HASH), new Locator.Pair(1, Samples.PREV)));
        assertEquals(
                "GET_CHAIN 4294967295:" + HASH + " 1:" + Samples.PREV_DIGITS + "\n",
                new String(locator.requestFrame(), US_ASCII));
    }

    @Test
    void onlyLowerCaseHexIsRead() {
        Locator expected = new Locator(List.of(new Locator.Pair(7, Samples.HASH)));
        String upper = HASH.toUpperCase(java.util.Locale.ROOT);
        assertEquals(expected, Locator.parse(" 7:" + HASH));
        assertEquals(Locator.EMPTY, Locator.parse(" 7:" + upper));
    }

    @ParameterizedTest(name = "8.1 not a locator: \"{0}\"")
    @ValueSource(
            strings = {
                "",
                " ",
                "  ",
                " foo",
                "\r",
                " 7",
                " 7:",
                " :HASH",
                " HASH",
                "7:HASH",
                ":7:HASH",
                "\t7:HASH",
                "  7:HASH",
                " 7:HASH ",
                " 7:HASH\r",
                " 7:HASH  6:HASH",
                " 7:HASH,6:HASH",
                " 7:HASH 6:",
                " 7:HASH foo",
                " 7:HASH7:HASH",
                " 7:HASH0",
                " 7:0HASH",
                " 7: HASH",
                " 7 :HASH",
                " 7::HASH",
                " 0:HASH",
                " 07:HASH",
                " 7:HASH 7:HASH",
                " 6:HASH 7:HASH",
                " -7:HASH",
                " +7:HASH",
                " 7.0:HASH",
                " 0x7:HASH",
                " ７:HASH",
                " 4294967296:HASH",
                " 9999999999:HASH",
                " 18446744073709551617:HASH",
                " 99999999999999999999999999:HASH"
            })
    void asksForEverything(String suffix) {
        String text = suffix.replace("HASH", HASH);
        assertEquals(Locator.EMPTY, Locator.parse(text));
        assertEquals(new Message.ChainRequested(Locator.EMPTY), Samples.message("GET_CHAIN" + text + "\n"));
    }

    @Property
    void aTruncatedLocatorNeverNamesABlockThatWasNotThere(@ForAll @LongRange(min = 1, max = 60) long tip) {
        Locator locator = locator(tip);
        byte[] frame = locator.requestFrame();
        for (int length = "GET_CHAIN".length(); length < frame.length - 1; length++) {
            byte[] cut = Arrays.copyOf(frame, length + 1);
            cut[length] = '\n';
            Message.ChainRequested request = (Message.ChainRequested) Message.parse(ByteBuffer.wrap(cut));
            assertTrue(locator.pairs().containsAll(request.locator().pairs()), "cut to " + length);
        }
    }
}
