package tsunagi.conformance.wire;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.conformance.GoldenNames;

/// What a frame is, by sections 2 and 8.1.
class FrameReaderTest {
    private static final String HASH = "0000ab".repeat(10) + "cdef";

    private static Reading read(String frame) {
        return FrameReader.read(Octets.utf8(frame + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET_CHAIN", "GET_CHAINS", "GET_CHAIN foo", "GET_CHAIN\r", "GET_CHAIN 0:ab"})
    void whateverFollowsARequestItIsOneAndNoLocator(String frame) {
        assertEquals(new Reading.Request(List.of()), read(frame));
    }

    @Test
    void aLocatorIsPairsThatFall() {
        String locator = "GET_CHAIN 7:" + HASH + " 2:" + HASH;
        assertEquals(new Reading.Request(List.of(new Reading.Pair(7, HASH), new Reading.Pair(2, HASH))), read(locator));
        for (String broken : List.of(
                locator + " ",
                locator + "\r",
                locator.replace(" 2", "  2"),
                locator.replace("7:", "2:"),
                locator.replace("2:", "0:"),
                locator.replace("2:", "02:"),
                locator.replace("ab", "AB"))) {
            assertEquals(new Reading.Request(List.of()), read(broken), broken);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "get_chain", " GET_CHAIN", "block:{}", " BLOCK:{}", "BLOCK", "PING", "CHAIN_SYNC_COMPLETE"})
    void allElseIsUnknown(String frame) {
        assertEquals("1.6", assertInstanceOf(Reading.Dropped.class, read(frame)).rule());
    }

    @Test
    void absentMembersHaveTheirDefaults() {
        String none = "0".repeat(64);
        assertEquals(
                new Reading.Block(new WireBlock(0, 0, 0, "P2P Received Block", none, none, List.of())),
                read("BLOCK:{}"));
        assertEquals(read("BLOCK:{}"), read("BLOCK: {\"transactions\":\"[\\u005d\", \"Index\":null} \r"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"index\":4294967296}",
                "{\"index\":1.0}",
                "{\"index\":01}",
                "{\"index\":-0}",
                "{\"index\":\"1\"}",
                "{\"nonce\":9223372036854775808}",
                "{\"data\":null}",
                "{\"hash\":\"00\"}",
                "{\"transactions\":\"\"}",
                "{\"transactions\":[{\"sender\":\"a\",\"receiver\":\"b\"}]}",
                "{\"transactions\":[1]}",
                "[]",
                "1",
                "",
                "{}{}",
                "{\"x\":1,\"\\u0078\":1}",
                "{\"x\":\"\\ud800\"}",
                "{\"x\":[1,]}",
                "{\"x\":\"\t\"}",
                "\ufeff{}"
            })
    void whatIsNoBlockIsDropped(String json) {
        assertEquals(
                "2.7",
                assertInstanceOf(Reading.Dropped.class, read("BLOCK:" + json)).rule());
    }

    @Test
    void theDeepestFrameIsRead() {
        String deep = "BLOCK:{\"x\":" + "[".repeat(2000) + "]".repeat(2000) + "}";
        assertInstanceOf(Reading.Block.class, read(deep));
    }

    /// Two readers that were written apart, on every block of the written transcripts.
    @Test
    void eachBlockOfTheTranscriptsIsReadAsItIs() throws IOException {
        List<Executable> same = new ArrayList<>();
        for (Octets frame : GoldenNames.in(Path.of("../golden"))) {
            if (!(WireBlock.read(frame.toArray()) instanceof WireBlock.Canonical canonical)) continue;
            same.add(() -> assertEquals(new Reading.Block(canonical.block()), FrameReader.read(frame)));
        }
        assertTrue(same.size() > 1000, same.size() + " blocks");
        assertAll(same);
    }
}
