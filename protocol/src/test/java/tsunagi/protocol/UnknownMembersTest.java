package tsunagi.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static tsunagi.protocol.Samples.BLOCK;
import static tsunagi.protocol.Samples.CANONICAL;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rule 2.6: members that the protocol does not know are passed over, whatever valid JSON they
/// hold, and rule 2.8: they are not sent on.
class UnknownMembersTest {
    private static final int BYTES_LEFT =
            ProtocolLimits.MAX_FRAME_BYTES - "BLOCK:\n".length() - CANONICAL.length() - "\"x\":,".length();

    @ParameterizedTest(name = "2.6 an unknown member of the block holds {0}")
    @MethodSource("values")
    void ofTheBlock(String words, String value) {
        assertPassedOver(CANONICAL.replace("{\"index\"", "{\"x\":" + value + ",\"index\""));
    }

    @ParameterizedTest(name = "2.6 an unknown member of a transaction holds {0}")
    @MethodSource("values")
    void ofATransaction(String words, String value) {
        assertPassedOver(CANONICAL.replace("{\"sender\"", "{\"x\":" + value + ",\"sender\""));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("null", "null"),
                arguments("true", "true"),
                arguments("false", "false"),
                arguments("an empty string", "\"\""),
                arguments("a string with every escape", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\ud83d\\ude00\""),
                arguments("a negative number", "-1"),
                arguments("minus zero", "-0"),
                arguments("a fraction", "0.5"),
                arguments("a negative fraction with an exponent", "-1.5e-7"),
                arguments("an exponent too large for any float", "1e999999999999999999999"),
                arguments("an exponent too small for any float", "1E-999999999999999999999"),
                arguments("a number over 2^64", "18446744073709551617"),
                arguments("a number that fills the frame", "9".repeat(BYTES_LEFT)),
                arguments("a fraction that fills the frame", "0." + "9".repeat(BYTES_LEFT - 2)),
                arguments("a string that fills the frame", "\"" + "a".repeat(BYTES_LEFT - 2) + "\""),
                arguments("an empty array", "[]"),
                arguments("an empty object", "{}"),
                arguments("a mixed array", "[null,1.5,\"a\",{},[true]]"),
                arguments("the block's own member names, of other types", "{\"index\":\"a\",\"hash\":1,\"data\":null}"),
                arguments("one name at two depths", "{\"x\":{\"x\":{\"x\":1}}}"),
                arguments("one name in two objects next to each other", "[{\"x\":1},{\"x\":2}]"),
                arguments("empty names", "{\"\":{\"\":0}}"),
                arguments("arrays as deep as the frame allows", nested("[", "", "]")),
                arguments("objects as deep as the frame allows", nested("{\"\":", "0", "}")),
                arguments("both by turns, as deep as the frame allows", nested("[{\"\":", "0", "}]")));
    }

    private static String nested(String open, String innermost, String close) {
        int depth = (BYTES_LEFT - innermost.length()) / (open.length() + close.length());
        return open.repeat(depth) + innermost + close.repeat(depth);
    }

    @ParameterizedTest(name = "2.6 {0} is not the name of a known member of the block")
    @ValueSource(
            strings = {
                "",
                "Index",
                "INDEX",
                "index ",
                " index",
                "prevHash",
                "previous_hash",
                "sender",
                "amount",
                "index\\u0000",
                "😀",
                "\\ud83d\\ude00",
                "\\u007fa\\ud83d\\ude00b"
            })
    void namesLikeTheBlocks(String name) {
        assertPassedOver(CANONICAL.replace("{\"index\"", "{\"" + name + "\":-1,\"index\""));
    }

    @ParameterizedTest(name = "2.6 {0} is not the name of a known member of a transaction")
    @ValueSource(strings = {"", "Sender", "from", "index", "hash", "transactions"})
    void namesLikeATransactions(String name) {
        assertPassedOver(CANONICAL.replace("\"amount\":5", "\"amount\":5,\"" + name + "\":-1"));
    }

    @ParameterizedTest(name = "2.6 hundreds of unknown members of the {0}")
    @ValueSource(strings = {"block", "transaction"})
    void manyOfThem(String where) {
        StringBuilder members = new StringBuilder();
        for (int i = 0; members.length() < BYTES_LEFT - 20; i++) {
            members.append('"').append(Integer.toString(i, 36)).append("\":0,");
        }
        String before = where.equals("block") ? "{\"index\"" : "{\"sender\"";
        assertPassedOver(CANONICAL.replace(before, "{" + members + before.substring(1)));
    }

    private static void assertPassedOver(String json) {
        Message message = Samples.message("BLOCK:" + json + "\n");
        assertEquals(new Message.BlockAnnounced(BLOCK), message);
        assertEquals(CANONICAL, BlockWriter.json(BLOCK));
    }
}
