package tsunagi.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tsunagi.conformance.verdict.Judgement;

class InkTest {
    @Test
    void onlyATerminalGetsColoursAndOnlyIfItsUserWantsThem() {
        assertEquals(Ink.COLOURED, Ink.of(true, Map.of("TERM", "xterm", "NO_COLOR", "")));
        assertEquals(Ink.PLAIN, Ink.of(false, Map.of()));
        assertEquals(Ink.PLAIN, Ink.of(true, Map.of("NO_COLOR", "1")));
        assertEquals(Ink.PLAIN, Ink.of(true, Map.of("TERM", "dumb")));
    }

    @ParameterizedTest
    @EnumSource
    void plainInkAddsNothing(Judgement.Kind kind) {
        assertEquals("word", Ink.PLAIN.verdict(kind, "word"));
        assertEquals("", Ink.PLAIN.erasure());
    }

    @Test
    void aFailureDoesNotLookLikeAPass() {
        assertNotEquals(
                Ink.COLOURED.verdict(Judgement.Kind.FAILED, "word"),
                Ink.COLOURED.verdict(Judgement.Kind.PASSED, "word"));
    }
}
