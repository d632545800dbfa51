package tsunagi.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PastedLinesTest {
    @Test
    void eachLineIsOneOfItsOwnWhateverEndsIt() {
        assertEquals(List.of("one", "two", "three", ""), PastedLines.of("one\rtwo\r\nthree\n"));
    }

    @Test
    void whatFollowsTheLastLineEndWaits() {
        assertEquals(List.of("one", "begun"), PastedLines.of("one\nbegun"));
        assertEquals(List.of("no end"), PastedLines.of("no end"));
        assertEquals(List.of(""), PastedLines.of(""));
    }

    @Test
    void emptyLinesAndBlanksStayWhatTheyAre() {
        assertEquals(List.of("", "", " a\tb ", ""), PastedLines.of("\n\n a\tb \n"));
    }
}
