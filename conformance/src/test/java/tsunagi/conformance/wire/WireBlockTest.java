package tsunagi.conformance.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.conformance.Blocks;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.ProtocolLimits;
import tsunagi.protocol.Transaction;

/// The kit's reader of a block against the node's writer: two
/// programs that share no code.
class WireBlockTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "quote \" backslash \\", "\u0001\u001f\b\t\n\f\r", "\u007f / \u2028 \ud83d\ude00 ü", ""
            })
    void whatTheNodeWritesIsCanonicalAndHashesAlike(String data) {
        Block draft = new Block(
                ProtocolLimits.MAX_INDEX,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                data,
                Hash.sha256(new byte[1]),
                Hash.ZERO,
                List.of(new Transaction(data, "b", 0), new Transaction("", data, Long.MAX_VALUE)));
        Block block = draft.withProof(draft.nonce(), draft.computeHash());
        WireBlock read = assertInstanceOf(
                        WireBlock.Canonical.class, Blocks.frame(block).readBlock())
                .block();
        assertEquals(block.index(), read.index());
        assertEquals(block.data(), read.data());
        assertEquals(2, read.payments().size());
        assertTrue(read.hashIsRight());
        assertFalse(read.hasWork());
    }

    @Test
    void workIsTwoZeroBytes() {
        WireBlock read = assertInstanceOf(
                        WireBlock.Canonical.class, Blocks.frame(Blocks.B1).readBlock())
                .block();
        assertTrue(read.hashIsRight() && read.hasWork());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"index\":1 | \"index\": 1 | decimal integer",
                "\"index\":1 | \"index\":01 | leading zero",
                "\"index\":1 | \"index\":4294967296 | not below 2^32",
                "\"index\":1 | \"index\":-1 | decimal integer",
                "\"index\":1 | \"index\":1.0 | canonical form has",
                "\"nonce\":  | \"nonce\":99999999999999999999 | not below 2^63",
                "\"one\"     | \"\\u006fne\" | not canonical",
                "\"one\"     | \"\\u000a\" | short one exists",
                "\"one\"     | \"\\/\" | not canonical",
                "prev_hash\":\"0000 | prev_hash\":\"000A | lower-case hex",
                "[]          | \"[]\" | canonical form has",
                "]}          | ]} | canonical form has",
                "BLOCK:      | block: | canonical form has",
            })
    void anyOtherSpellingIsFaulty(String from, String to, String fault) {
        String changed = (Blocks.raw(Blocks.B1) + (from.equals("]}") ? " \n" : "\n"))
                .replaceFirst(java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to));
        WireBlock.Faulty faulty =
                assertInstanceOf(WireBlock.Faulty.class, Octets.utf8(changed).readBlock(), changed);
        assertTrue(faulty.fault().contains(fault), faulty::fault);
    }

    /// It stands in reports and on terminals.
    @Test
    void aFaultIsToldWithoutControlCharacters() {
        String cut = Blocks.raw(Blocks.B1).replaceFirst("one.*", "\\\\e");
        WireBlock.Faulty faulty = assertInstanceOf(
                WireBlock.Faulty.class, Octets.utf8(cut + "\u007f\n").readBlock());
        assertEquals("an escape that is not canonical: \\e\\x7f\\n", faulty.fault());
    }

    @Test
    void requestsAreBareOrCarryALocator() {
        assertTrue(Octets.utf8("GET_CHAIN\n").isRequest());
        assertTrue(request(" 2:%s 1:%s").isRequest());
        assertTrue(request(" 4294967295:%s 1:%s").isRequest());
        assertTrue(request(" 1:%s").isRequest());
        assertFalse(Octets.utf8("GET_CHAIN \n").isRequest());
        assertFalse(Octets.utf8("GET_CHAIN foo\n").isRequest());
        assertFalse(Octets.utf8("GET_CHAIN\r\n").isRequest());
        assertFalse(request(" 02:%s 1:%s").isRequest());
        assertFalse(request(" 4294967296:%s 1:%s").isRequest(), "an index of more than 32 bits");
        assertFalse(request(" 9999999999:%s 1:%s").isRequest(), "an index of more than 32 bits");
        assertFalse(request(" 2:%s").isRequest(), "it does not go down to 1");
        assertFalse(request(" 2:%s 2:%s 1:%s").isRequest(), "it does not fall");
        assertFalse(request(" 1:%s 2:%s").isRequest(), "it rises");
        assertFalse(request(" 1:%s 0:%s").isRequest(), "it goes down to genesis");
    }

    private static Octets request(String locator) {
        return Octets.utf8("GET_CHAIN" + locator.replace("%s", "0".repeat(64)) + "\n");
    }
}
