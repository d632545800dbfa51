package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rule 2.5: the one form that a sender may write, byte for byte, and rule 2.8: what is read is
/// sent on in it.
class CanonicalFormTest {
    @Test
    void membersStandInOrderWithoutWhiteSpace() {
        byte[] frame = BlockWriter.frame(Samples.BLOCK);
        assertArrayEquals(("BLOCK:" + Samples.CANONICAL + "\n").getBytes(UTF_8), frame);
    }

    @Test
    void transactionsAreSeparatedByAComma() {
        List<Transaction> transactions = List.of(new Transaction("", "b", 0), new Transaction("c", "", Long.MAX_VALUE));
        Block block = new Block(0, 0, 0, "", Hash.ZERO, Hash.ZERO, transactions);
        String zeros = "0".repeat(64);
        assertEquals(
                "{\"index\":0,\"timestamp\":0,\"nonce\":0,\"data\":\"\",\"prev_hash\":\"" + zeros
                        + "\",\"hash\":\"" + zeros
                        + "\",\"transactions\":[{\"sender\":\"\",\"receiver\":\"b\",\"amount\":0},"
                        + "{\"sender\":\"c\",\"receiver\":\"\",\"amount\":9223372036854775807}]}",
                BlockWriter.json(block));
    }

    @Test
    void theLargestNumbersAreWrittenInDecimal() {
        Block block = new Block(4294967295L, Long.MAX_VALUE, Long.MAX_VALUE, "", Hash.ZERO, Hash.ZERO, List.of());
        String start = "{\"index\":4294967295,\"timestamp\":9223372036854775807,\"nonce\":9223372036854775807,";
        assertEquals(start, BlockWriter.json(block).substring(0, start.length()));
    }

    /// Every row of U+0000 to U+001F, written out.
    @ParameterizedTest(name = "2.5 U+{0} is written {1}")
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            0000 | \\u0000
            0001 | \\u0001
            0002 | \\u0002
            0003 | \\u0003
            0004 | \\u0004
            0005 | \\u0005
            0006 | \\u0006
            0007 | \\u0007
            0008 | \\b
            0009 | \\t
            000A | \\n
            000B | \\u000b
            000C | \\f
            000D | \\r
            000E | \\u000e
            000F | \\u000f
            0010 | \\u0010
            0011 | \\u0011
            0012 | \\u0012
            0013 | \\u0013
            0014 | \\u0014
            0015 | \\u0015
            0016 | \\u0016
            0017 | \\u0017
            0018 | \\u0018
            0019 | \\u0019
            001A | \\u001a
            001B | \\u001b
            001C | \\u001c
            001D | \\u001d
            001E | \\u001e
            001F | \\u001f
            0022 | \\"
            005C | \\\\
            """)
    void escaped(String codePoint, String written) {
        assertWritten(Character.toString(Integer.parseInt(codePoint, 16)), written);
    }

    @ParameterizedTest(name = "2.5 {0} is written raw")
    @ValueSource(
            strings = {
                " ",
                "/",
                "'",
                "<",
                "\u007f",
                "\u0080",
                "é",
                "\u2028",
                "\u2029",
                "繋",
                "\ufeff",
                "\uffff",
                "😀",
                "\udbff\udfff"
            })
    void raw(String text) {
        assertWritten(text, text);
    }

    private static void assertWritten(String text, String written) {
        Transaction transaction = new Transaction(text, text, 5);
        Block block = new Block(7, 1783932844, 18735, text, Samples.PREV, Samples.HASH, List.of(transaction));
        String quoted = "\"" + written + "\"";
        String expected = Samples.CANONICAL
                .replace("\"hi\"", quoted)
                .replace("\"Ann\"", quoted)
                .replace("\"Bo\"", quoted);
        assertArrayEquals(("BLOCK:" + expected + "\n").getBytes(UTF_8), BlockWriter.frame(block));
        assertEquals(block, Samples.accepted(expected));
    }

    @Property
    void anyBlockSurvivesTheWire(@ForAll("blocks") Block block) {
        byte[] frame = BlockWriter.frame(block);
        Message message = Message.parse(ByteBuffer.wrap(frame));
        assertEquals(new Message.BlockAnnounced(block), message);
        assertEquals("BLOCK:" + BlockWriter.json(block) + "\n", new String(frame, UTF_8));
    }

    @Property
    void aFrameHoldsOneLineFeed(@ForAll("blocks") Block block) {
        String frame = new String(BlockWriter.frame(block), UTF_8);
        assertEquals(frame.length() - 1, frame.indexOf('\n'));
    }

    @Provide
    Arbitrary<Block> blocks() {
        return BlockArbitraries.blocks();
    }

    /// Texts near to a block, of which some are accepted and some are not.
    @Property
    void whatIsAcceptedIsAcceptedAgainOnceRewritten(@ForAll("nearlyBlocks") String json) {
        switch (Samples.read(json.getBytes(UTF_8))) {
            case BlockReader.Accepted accepted -> {
                String canonical = BlockWriter.json(accepted.block());
                assertEquals(accepted.block(), Samples.accepted(canonical));
                assertEquals(canonical, BlockWriter.json(Samples.accepted(canonical)));
            }
            case BlockReader.Refused refused -> assertEquals(refused, Samples.read(json.getBytes(UTF_8)));
        }
    }

    @Provide
    Arbitrary<String> nearlyBlocks() {
        Arbitrary<String> names =
                Arbitraries.of("index", "timestamp", "nonce", "data", "hash", "transactions", "x", "\\u0068ash");
        Arbitrary<String> values = Arbitraries.of(
                "0",
                "7",
                "4294967296",
                "-1",
                "1.5",
                "null",
                "\"a\"",
                "\"\\u00e9\\/\"",
                "\"\\ud800\"",
                "\"[]\"",
                "[]",
                "\"" + Samples.HASH_DIGITS + "\"",
                "[{\"amount\":1,\"receiver\":\"b\",\"sender\":\"a\"}]",
                "{\"x\":[]}");
        Arbitrary<String> members = Combinators.combine(names, values).as((name, value) -> "\"" + name + "\":" + value);
        return members.list().ofMaxSize(4).map(list -> "{" + String.join(" , ", list) + "}");
    }

    @Test
    void aTextThatHasNoUtf8FormIsNoPartOfABlock() {
        String loneSurrogate = "\ud800";
        assertThrows(IllegalArgumentException.class, () -> Samples.withData(loneSurrogate));
        assertThrows(IllegalArgumentException.class, () -> new Transaction(loneSurrogate, "", 0));
        assertThrows(IllegalArgumentException.class, () -> new Transaction("", loneSurrogate, 0));
    }

    @Test
    void aNumberOutOfRangeIsNoPartOfABlock() {
        assertThrows(IllegalArgumentException.class, () -> numbered(-1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> numbered(ProtocolLimits.MAX_INDEX + 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> numbered(0, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> numbered(0, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> new Transaction("", "", -1));
    }

    private static Block numbered(long index, long timestamp, long nonce) {
        return new Block(index, timestamp, nonce, "", Hash.ZERO, Hash.ZERO, List.of());
    }
}
