package tsunagi.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static tsunagi.protocol.Samples.BLOCK;
import static tsunagi.protocol.Samples.CANONICAL;
import static tsunagi.protocol.Samples.HASH;
import static tsunagi.protocol.Samples.HASH_DIGITS;
import static tsunagi.protocol.Samples.PAYMENT;
import static tsunagi.protocol.Samples.PREV;
import static tsunagi.protocol.Samples.PREV_DIGITS;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rule 2.6: what a receiver must accept although no sender may write it, and rule 2.8: what
/// becomes of it when it is sent on.
class LenienciesTest {
    private static final String TRANSACTION = "{\"sender\":\"Ann\",\"receiver\":\"Bo\",\"amount\":5}";

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void anyOrderOfTheBlocksMembers(@ForAll("blockOrders") List<String> members) {
        assertSameBlock("{" + String.join(",", members) + "}");
    }

    @Provide
    Arbitrary<List<String>> blockOrders() {
        return Arbitraries.shuffle(
                "\"index\":7",
                "\"timestamp\":1783932844",
                "\"nonce\":18735",
                "\"data\":\"hi\"",
                "\"prev_hash\":\"" + PREV_DIGITS + "\"",
                "\"hash\":\"" + HASH_DIGITS + "\"",
                "\"transactions\":[" + TRANSACTION + "]");
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void anyOrderOfATransactionsMembers(@ForAll("transactionOrders") List<String> members) {
        assertSameBlock(CANONICAL.replace(TRANSACTION, "{" + String.join(",", members) + "}"));
    }

    @Provide
    Arbitrary<List<String>> transactionOrders() {
        return Arbitraries.shuffle("\"sender\":\"Ann\"", "\"receiver\":\"Bo\"", "\"amount\":5");
    }

    @ParameterizedTest(name = "2.6 white space between all tokens: {0}")
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            space,' '
            tab,'\t'
            carriage return,'\r'
            line feed,'\n'
            all four,' \t\r\n'
            a lot of it,'                    '""")
    void whiteSpace(String words, String space) {
        assertSameBlock(spacedOut(space));
    }

    /// [Samples#CANONICAL] with white space wherever JSON allows it.
    private static String spacedOut(String space) {
        return "~{~\"index\"~:~7~,~\"timestamp\"~:~1783932844~,~\"nonce\"~:~18735~,~\"data\"~:~\"hi\"~,"
                        .replace("~", space)
                + "~\"prev_hash\"~:~\"PREV\"~,~\"hash\"~:~\"HASH\"~,~\"transactions\"~:~["
                        .replace("~", space)
                        .replace("PREV", PREV_DIGITS)
                        .replace("HASH", HASH_DIGITS)
                + "~{~\"sender\"~:~\"Ann\"~,~\"receiver\"~:~\"Bo\"~,~\"amount\"~:~5~}~]~}~".replace("~", space);
    }

    @Test
    void aCarriageReturnBeforeTheLineFeedIsWhiteSpace() {
        Message message = Samples.message("BLOCK:" + CANONICAL + "\r\n");
        assertEquals(new Message.BlockAnnounced(BLOCK), message);
    }

    @ParameterizedTest(name = "2.6 {0}")
    @MethodSource
    void hexCase(String words, String prevDigits, String hashDigits) {
        assertSameBlock(CANONICAL.replace(PREV_DIGITS, prevDigits).replace(HASH_DIGITS, hashDigits));
    }

    static Stream<Arguments> hexCase() {
        String upperPrev = PREV_DIGITS.toUpperCase(Locale.ROOT);
        String upperHash = HASH_DIGITS.toUpperCase(Locale.ROOT);
        return Stream.of(
                arguments("upper-case prev_hash", upperPrev, HASH_DIGITS),
                arguments("upper-case hash", PREV_DIGITS, upperHash),
                arguments("mixed case in both", PREV_DIGITS.replace('b', 'B'), HASH_DIGITS.replace('c', 'C')));
    }

    @ParameterizedTest(name = "2.6 {0} in data, sender and receiver")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            an escaped letter        | \\u0061             | a
            an escaped hex letter    | \\u004A\\u004a      | JJ
            an escaped slash         | \\/                 | /
            a raw slash              | /                   | /
            an escaped quote         | \\"                 | \\"
            an escaped backslash     | \\\\                | \\\\
            a short escape           | \\b\\t\\n\\f\\r     | \\b\\t\\n\\f\\r
            a long form of those     | \\u0008\\u0009\\u000A\\u000c\\u000D | \\b\\t\\n\\f\\r
            a long form of a quote   | \\u0022\\u005C\\u002F | \\"\\\\/
            an escaped NUL           | \\u0000             | \\u0000
            an escaped control       | \\u001F             | \\u001f
            an escaped DEL           | \\u007f\\u007F      | \u007f\u007f
            two bytes of UTF-8       | \\u00e9             | é
            three bytes of UTF-8     | \\u7e4b\\u3064      | 繋つ
            a noncharacter           | \\uFFFF             | \uffff
            a surrogate pair         | \\ud83d\\ude00      | 😀
            a pair in upper case     | \\uD83D\\uDE00      | 😀
            the last code point      | \\udbff\\udfff      | \udbff\udfff
            an escaped backslash, u  | \\\\u0061           | \\\\u0061
            """)
    void escapes(String words, String spelled, String rewritten) {
        String canonical = CANONICAL
                .replace("\"hi\"", "\"" + rewritten + "\"")
                .replace("\"Ann\"", "\"" + rewritten + "\"")
                .replace("\"Bo\"", "\"" + rewritten + "\"");
        Block block = Samples.accepted(CANONICAL
                .replace("\"hi\"", "\"" + spelled + "\"")
                .replace("\"Ann\"", "\"" + spelled + "\"")
                .replace("\"Bo\"", "\"" + spelled + "\""));
        assertEquals(Samples.accepted(canonical), block);
        assertEquals(canonical, BlockWriter.json(block));
    }

    @ParameterizedTest(name = "2.6 an escape in {0}")
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            a member name              | "index":          | "\\u0069ndex":
            every letter of a name     | "hash":           | "\\u0068\\u0061\\u0073\\u0068":
            a name's underscore        | "prev_hash":      | "prev\\u005Fhash":
            the name transactions      | "transactions":   | "transaction\\u0073":
            a transaction's name       | "sender":         | "sen\\u0064er":
            a hash digit               | "00003cac         | "\\u0030\\u0030003c\\u0041c
            """)
    void escapedNamesAndDigits(String words, String canonical, String spelled) {
        assertSameBlock(CANONICAL.replace(canonical, spelled));
    }

    @ParameterizedTest(name = "2.6 transactions as the string {0}")
    @ValueSource(strings = {"\"[]\"", "\"\\u005b]\"", "\"\\u005B\\u005D\""})
    void transactionsAsAString(String spelled) {
        Block block = Samples.accepted("{\"transactions\":" + spelled + "}");
        assertEquals(List.of(), block.transactions());
        assertTrue(BlockWriter.json(block).endsWith(",\"transactions\":[]}"), "2.8: sent on as an array");
    }

    @ParameterizedTest(name = "2.5 {0} is absent")
    @MethodSource
    void defaults(String member, String written, String byDefault, Block expected) {
        String without = CANONICAL.replace(written + ",", "").replace("," + written, "");
        Block block = Samples.accepted(without);
        assertEquals(expected, block);
        assertEquals(CANONICAL.replace(written, byDefault), BlockWriter.json(block));
    }

    static Stream<Arguments> defaults() {
        long time = BLOCK.timestamp();
        String zeros = "0".repeat(64);
        return Stream.of(
                absent("index", "7", "0", new Block(0, time, 18735, "hi", PREV, HASH, PAYMENT)),
                absent("timestamp", "1783932844", "0", new Block(7, 0, 18735, "hi", PREV, HASH, PAYMENT)),
                absent("nonce", "18735", "0", new Block(7, time, 0, "hi", PREV, HASH, PAYMENT)),
                absent("data", "\"hi\"", "\"P2P Received Block\"", Samples.withData("P2P Received Block")),
                absent(
                        "prev_hash",
                        "\"" + PREV_DIGITS + "\"",
                        "\"" + zeros + "\"",
                        new Block(7, time, 18735, "hi", Hash.ZERO, HASH, PAYMENT)),
                absent(
                        "hash",
                        "\"" + HASH_DIGITS + "\"",
                        "\"" + zeros + "\"",
                        new Block(7, time, 18735, "hi", PREV, Hash.ZERO, PAYMENT)),
                absent(
                        "transactions",
                        "[" + TRANSACTION + "]",
                        "[]",
                        new Block(7, time, 18735, "hi", PREV, HASH, List.of())));
    }

    private static Arguments absent(String member, String value, String byDefault, Block expected) {
        String name = "\"" + member + "\":";
        return arguments(member, name + value, name + byDefault, expected);
    }

    @Test
    void theEmptyObjectIsABlockOfDefaults() {
        Block block = Samples.accepted("{}");
        assertEquals(new Block(0, 0, 0, "P2P Received Block", Hash.ZERO, Hash.ZERO, List.of()), block);
    }

    @Test
    void theLargestNumbersAreInRange() {
        String json = "{\"index\":4294967295,\"timestamp\":9223372036854775807,\"nonce\":9223372036854775807,"
                + "\"transactions\":[{\"sender\":\"\",\"receiver\":\"\",\"amount\":9223372036854775807}]}";
        Block block = Samples.accepted(json);
        long max = Long.MAX_VALUE;
        List<Transaction> transactions = List.of(new Transaction("", "", max));
        assertEquals(new Block(4294967295L, max, max, "P2P Received Block", Hash.ZERO, Hash.ZERO, transactions), block);
    }

    private static void assertSameBlock(String json) {
        Block block = Samples.accepted(json);
        assertEquals(BLOCK, block);
        assertEquals(CANONICAL, BlockWriter.json(block), "2.8: sent on in canonical form");
    }
}
