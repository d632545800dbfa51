package tsunagi.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.conformance.Blocks;
import tsunagi.conformance.wire.Octets;

/// Two frames next to each other, whatever they hold.
class ComparisonTest {
    private static final int MAX = 4_096;
    private static final int PAIRS = 3_000;
    private static final String[] PIECES = {
        "BLOCK:{",
        "\"data\":",
        "\"",
        "\\",
        "\\u00",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\n",
        "é",
        "\u0001",
        "0",
        "<int>",
        "\"hash\":\"aa\""
    };

    private static String big(char odd) {
        StringBuilder data = new StringBuilder("x".repeat(3_800));
        data.setCharAt(2_000, odd);
        return "BLOCK:{\"index\":1,\"data\":\"" + data + "\",\"hash\":\"ab\"}\n";
    }

    @Test
    void aLongFrameThatDiffersInOneByteShowsBothAndThePlace() {
        Comparison comparison = Comparison.of(Octets.utf8(big('x')), Octets.utf8(big('y')));
        assertEquals("data", comparison.differing());
        Comparison.Row row = comparison.rows().get(1);
        assertEquals(2_001, row.alike(), "a quote and 2,000 letters");
        assertEquals(1, row.expected().length() - row.alike() - row.alikeAtEnd());
        List<SideBySide.Line> lines = SideBySide.of(row);
        SideBySide.Line marked = lines.stream()
                .filter(line -> line.text().startsWith(">"))
                .findFirst()
                .orElseThrow();
        int left = marked.text().indexOf("xyx");
        assertTrue(marked.text().contains("xxxx") && left > 0, marked.text());
        String carets = lines.get(lines.indexOf(marked) + 1).text();
        assertEquals(left + 1, carets.lastIndexOf('^'));
        assertEquals(2, carets.chars().filter(c -> c == '^').count(), "one for each side");
        assertTrue(lines.size() < 12, () -> lines.toString());
    }

    /// Any bytes, also those that a matcher of JSON might recurse on.
    @Test
    void anyTwoByteStringsCanBeCompared() {
        Random random = new Random(15);
        for (int i = 0; i < PAIRS; i++) {
            Octets one = bytes(random);
            Octets other = random.nextBoolean() ? bytes(random) : changed(one, random);
            Comparison comparison = Comparison.of(one, other);
            assertFalse(comparison.rows().isEmpty() && !one.equals(other));
            for (Comparison.Row row : comparison.rows()) {
                assertTrue(row.alike() + row.alikeAtEnd() <= row.expected().length());
                assertFalse(SideBySide.of(row).isEmpty());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\"", "[", "{", "\"", "\\", "{\"a\":", "[[],", "a"})
    void aFrameOfOnePieceIsNoTrap(String piece) {
        String text = piece.repeat(MAX / piece.length());
        for (String start : List.of("BLOCK:{\"data\":\"", "BLOCK:{\"data\":", "BLOCK:{", "")) {
            String whole = (start + text).substring(0, Math.min(MAX, start.length() + text.length()));
            Comparison.of(Octets.utf8(whole), Octets.utf8(whole + "\n")).differing();
        }
    }

    private static Octets bytes(Random random) {
        int length = random.nextInt(MAX + 1);
        if (random.nextInt(3) == 0) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return Octets.of(bytes);
        }
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "BLOCK:{" : "");
        while (text.length() < length) text.append(PIECES[random.nextInt(PIECES.length)]);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return Octets.of(Arrays.copyOf(bytes, Math.min(bytes.length, MAX)));
    }

    private static Octets changed(Octets one, Random random) {
        byte[] bytes = one.toArray();
        if (bytes.length > 0) bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return Octets.of(bytes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"index":1   | {"index": 1
                    ]}           | ],"contracts":null}
                    """)
    void anotherFormOfTheSameBlockIsNamedWithThePlace(String canonical, String sent) {
        String frame = Blocks.frame(Blocks.B1).toString().replace("\\n", "\n");
        Octets other = Octets.utf8(frame.replace(canonical, sent));
        int at = Blocks.frame(Blocks.B1).firstDifference(other);
        String note = Comparison.of(Blocks.frame(Blocks.B1), other).note();
        String expected = "the same block, but not in canonical form (2.5): at character " + (at + 1)
                + " the canonical form has " + frame.substring(at, at + 1);
        assertTrue(note.startsWith(expected), note);
    }

    @Test
    void orderCaseAndEscapesAreForms() {
        String frame = Blocks.frame(Blocks.B1).toString().replace("\\n", "\n");
        String prev = frame.substring(frame.indexOf(",\"prev_hash\""), frame.indexOf(",\"hash\""));
        List<String> forms = List.of(
                frame.replace(prev, "").replace("]}\n", "]" + prev + "}\n"),
                frame.replace("\"hash\":\"00", "\"hash\":\"\\u00300"),
                frame.replace(prev, prev.toUpperCase(Locale.ROOT).replace("PREV_HASH", "prev_hash")));
        List<String> unnoticed = forms.stream()
                .filter(form -> !Comparison.of(Blocks.frame(Blocks.B1), Octets.utf8(form))
                        .note()
                        .startsWith("the same block, but not in canonical form (2.5): at character "))
                .collect(Collectors.toList());
        assertEquals(List.of(), unnoticed);
        assertEquals(
                "",
                Comparison.of(Blocks.frame(Blocks.B1), Blocks.frame(Blocks.B2)).note());
        assertEquals(
                "",
                Comparison.of(Blocks.frame(Blocks.B1), Blocks.frame(Blocks.B1)).note());
    }
}
