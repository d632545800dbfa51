package tsunagi.conformance.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.wire.FrameReader;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.Reading;
import tsunagi.conformance.wire.WireBlock;
import tsunagi.conformance.wire.WireBlock.Payment;

/// The forms that a receiver has to take.
class SpellingTest {
    private static final int DRAWS = 1000;
    private static final String HASH = "0000ab".repeat(10) + "cdef";

    private static final List<WireBlock> BLOCKS = List.of(
            new WireBlock(1, 0, 0, "P2P Received Block", HASH, HASH, List.of()),
            new WireBlock(
                    7,
                    1,
                    Long.MAX_VALUE,
                    "a\"\\/\b\f\n\r\t\u0000\u001f\u007f é\u2028\ud83d\ude00",
                    HASH,
                    HASH,
                    List.of()),
            new WireBlock(
                    7,
                    1,
                    2,
                    "",
                    HASH,
                    HASH,
                    List.of(new Payment("", "é", 0), new Payment("a\n", "b", Long.MAX_VALUE))));

    /// Each production of the grammar, each place and each leniency of 2.6, as something
    /// that is seen in a frame.
    private static Map<String, Predicate<String>> productions() {
        Map<String, Predicate<String>> seen = new LinkedHashMap<>();
        for (String escape :
                List.of("\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\ud83d\\ude00", "\\u0000")) {
            seen.put("the escape " + escape, text -> text.contains(escape));
        }
        for (String member : List.of("index", "timestamp", "nonce", "data", "prev_hash", "hash", "transactions")) {
            seen.put(member + " first", text -> Pattern.matches("(?s)BLOCK:\\s*\\{\\s*\"" + member + "\".*", text));
            seen.put(member + " last", text -> text.lastIndexOf("\"" + member + "\"") > text.length() / 2);
        }
        for (String absent : List.of("timestamp", "nonce", "data", "transactions")) {
            seen.put(absent + " absent", text -> !text.contains("\"" + absent + "\""));
        }
        for (String space : List.of(" ", "\t", "\r")) {
            for (String token : List.of("{", "}", "[", "]", ":", ",")) {
                seen.put("%x after %s".formatted((int) space.charAt(0), token), text -> text.contains(token + space));
                seen.put("%x before %s".formatted((int) space.charAt(0), token), text -> text.contains(space + token));
            }
        }
        seen.put("CR before LF", text -> text.endsWith("\r\n"));
        seen.put("transactions as a string", text -> text.contains("\"[]\""));
        seen.put("escaped text of it", text -> text.contains("\\u005") || text.contains("\\u005D"));
        seen.put(
                "an escaped name",
                text -> Pattern.compile("\"[a-z_]*\\\\u00[0-9a-fA-F]{2}[a-z_]*\"\\s*:")
                        .matcher(text)
                        .find());
        seen.put("hex in upper case", text -> text.contains("CDEF"));
        seen.put(
                "an exponent",
                text -> Pattern.compile("\\d[eE][+-]?\\d").matcher(text).find());
        seen.put(
                "a fraction", text -> Pattern.compile("\\d\\.\\d").matcher(text).find());
        seen.put("a negative number", text -> text.contains("-0") || text.contains("-7"));
        for (String word : List.of("true", "false", "null", "{}", "[]")) seen.put(word, text -> text.contains(word));
        seen.put("deep nesting", text -> text.contains("[".repeat(300)) || text.contains("{\"\":".repeat(100)));
        seen.put("a name in another case", text -> text.contains("\"Index\""));
        seen.put(
                "an unknown member of a transaction",
                text -> Pattern.compile("amount[^}]*,[^}]*\"u").matcher(text).find());
        return seen;
    }

    @Test
    void everyFormIsReadAsTheSameBlockAndEveryProductionIsDrawn() {
        Map<String, Predicate<String>> missing = productions();
        int all = missing.size();
        Draw draw = new Draw(1);
        for (int i = 0; i < DRAWS; i++) {
            WireBlock block = draw.of(BLOCKS);
            Octets frame = Spelling.frame(draw, block);
            String text = new String(frame.toArray(), StandardCharsets.UTF_8);
            assertTrue(frame.size() <= Frames.MAX_BYTES, text);
            assertEquals(new Reading.Block(block), FrameReader.read(frame), text);
            missing.values().removeIf(seen -> seen.test(text));
        }
        assertEquals(Map.of(), missing, "of " + all + " productions these were not drawn in " + DRAWS + " frames");
    }
}
