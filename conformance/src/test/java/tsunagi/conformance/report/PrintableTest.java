package tsunagi.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a node says does nothing to a terminal, and does not fill it.
class PrintableTest {
    @Test
    void everyControlCharacterBecomesANumber() {
        String all = IntStream.range(0, 0xa0)
                .filter(c -> c < 0x20 || c >= 0x7f)
                .filter(c -> c != '\t')
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        String shown = Printable.line(all);
        assertTrue(shown.chars().allMatch(c -> c >= 0x20 && c < 0x7f), shown);
        assertEquals("\\x1b[2J\\x0d\\u202e\\u2028", Printable.line("\u001b[2J\r\u202e\u2028"));
        assertEquals("繋ぎ 😀 é", Printable.line("繋ぎ 😀 é"));
        assertEquals("a\nb\\x07", Printable.lines("a\nb\u0007"));
    }

    @Test
    void linesAndTheirNumberAreCut() {
        String noise = "dials again\n".repeat(40);
        String words = "early\npanic: index out of bounds\n" + noise + "x".repeat(10_000) + "\n";
        List<String> shown = LastWords.of(words);
        assertEquals("panic: index out of bounds", shown.getFirst());
        assertTrue(shown.size() <= 27, shown::toString);
        assertTrue(shown.getLast().endsWith("… (10000 characters)"), shown::getLast);
        assertTrue(shown.stream().allMatch(line -> line.length() < 330));
    }
}
