package tsunagi.conformance.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;

/// The names that frames are shown with.
class EnvironmentTest {
    private static final Octets FRAME = Octets.utf8("frame\n");
    private static final Octets OTHER = Octets.utf8("other\n");

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
