package tsunagi.conformance.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Frames that have to be dropped.
class DamageTest {
    private static final int DRAWS = 8;
    private static final WireBlock DRAFT =
            new WireBlock(1, 1_784_000_000L, 0, "data", WireBlock.GENESIS_HASH, WireBlock.GENESIS_HASH, List.of());

    static IntStream kinds() {
        return IntStream.range(0, Damage.kinds());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whateverIsDrawnChangesNothing(int kind) {
        Draw draw = new Draw(kind);
        for (int i = 0; i < DRAWS; i++) {
            Model model = new Model();
            model.connect("A", false);
            model.connect("B", false);
            Octets frame = Damage.frame(draw, DRAFT, kind);
            assertEquals(Map.of(), model.receive("A", frame), frame::toString);
            assertEquals(List.of(), model.tree().active(), frame::toString);
        }
    }
}
