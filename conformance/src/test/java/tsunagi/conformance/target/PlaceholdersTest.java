package tsunagi.conformance.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tsunagi.conformance.script.Need;

/// Command lines name peers in many ways, and most of them leave no trace where there are none.
class PlaceholdersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {peers}             | a:1 b:2                     | ``
            {peers:--peer}      | --peer a:1 --peer b:2       | ``
            {peers:--peer=}     | --peer=a:1 --peer=b:2       | ``
            {peers:--peers,}    | --peers a:1,b:2             | ``
            {peers:--peers=,}   | --peers=a:1,b:2             | ``
            {peers:,}           | a:1,b:2                     | ``
            all: {peers}        | all: a:1 b:2                | `all: `
            """)
    void peersAreSpelledAsTheNodeTakesThem(String word, String two, String none) {
        assertEquals("x 9 " + two, filled(word, List.of("a:1", "b:2")));
        assertEquals(none.isEmpty() ? "x 9" : "x 9 " + none, filled(word, List.of()));
        assertTrue(new Target.Command(List.of("x", "{port}", word)).offers().contains(Need.DIAL));
        assertTrue(new Target.Image("x", List.of("{port}", word)).offers().contains(Need.DIAL));
    }

    private static String filled(String word, List<String> peers) {
        return String.join(" ", Placeholders.fill(List.of("x", "{port}", word), 9, peers, "d"));
    }

    @ParameterizedTest
    @CsvSource({"peers", "{peer}", "{peers:", "x{peers:--peer}"})
    void whatIsNoPlaceholderStaysAsItIs(String word) {
        assertEquals("x 9 " + word, filled(word, List.of("a:1")));
        assertFalse(new Target.Command(List.of("x", "{port}", word)).offers().contains(Need.DIAL));
    }
}
