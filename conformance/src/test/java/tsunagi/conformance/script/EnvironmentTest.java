package tsunagi.conformance.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tsunagi.conformance.script.Template.AnyInt;
import tsunagi.conformance.script.Template.Fixed;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;

/// What names and templates stand for.
class EnvironmentTest {
    private static final Octets FRAME = Octets.utf8("frame\n");
    private static final Octets OTHER = Octets.utf8("other\n");

    /// `<int>` is a canonical integer from 0 to 2^63−1.
    @ParameterizedTest
    @CsvSource({
        "0, true",
        "7, true",
        "999999999999999999, true",
        "9223372036854775807, true",
        "9223372036854775808, false",
        "9999999999999999999, false",
        "10000000000000000000, false",
        "00, false",
        "07, false",
        "-1, false",
        "+1, false",
        "1e5, false",
        "'', false"
    })
    void anIntIsCanonicalAndFits63Bits(String number, boolean matches) {
        Template template =
                new Template(List.of(new Fixed(Octets.utf8("PONG ")), new AnyInt(null), new Fixed(Octets.utf8("\n"))));
        assertEquals(matches, new Environment(Map.of()).matches(template, Octets.utf8("PONG " + number + "\n")));
    }

    @Test
    void ofSeveralNamesTheFirstOneIsShown() {
        Environment names = new Environment(Map.of("b2", FRAME, "b1", FRAME, "c", OTHER));
        assertEquals("b1", names.nameOf(FRAME));
        names.define("b3", FRAME);
        assertEquals("b1", names.nameOf(FRAME));
        names.define("a", FRAME);
        assertEquals("a", names.nameOf(FRAME));
        assertEquals("GET_CHAIN", names.nameOf(Octets.of(Frames.GET_CHAIN)));
    }

    @Test
    void bytesAreDescribedIfEachFrameHasAName() {
        Environment names = new Environment(Map.of("b1", FRAME, "c", OTHER));
        assertEquals("b1 c", names.describe(Octets.join(List.of(FRAME, OTHER))));
        assertEquals("", names.describe(Octets.utf8("frame\nunknown\n")));
        assertEquals("", names.nameOf(Octets.utf8("unknown\n")));
    }
}
