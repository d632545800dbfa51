package tsunagi.conformance.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tsunagi.conformance.script.Environment;
import tsunagi.conformance.script.Expectation;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.ScenarioParser;
import tsunagi.conformance.script.Shape;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.wire.Octets;

/// What frames a shape takes: `ok` when it is satisfied after the last one, `more` when it wants
/// more, `no` when one of them may not come.
class DerivativeTest {
    private static final Map<String, Octets> NAMES =
            Map.of("a", Octets.utf8("a\n"), "b", Octets.utf8("b\n"), "c", Octets.utf8("c\n"));

    @ParameterizedTest
    @CsvSource({
        "a b, ab, ok",
        "a b, a, more",
        "a b, ba, no",
        "a b, abc, no",
        "a | b, b, ok",
        "a | b, ab, no",
        "a b & c, acb, ok",
        "a b & c, cab, ok",
        "a b & c, abc, ok",
        "a b & c, bac, no",
        "a?, '', ok",
        "a? b, b, ok",
        "a? b, ab, ok",
        "a*, aaaa, ok",
        "a* b, aaab, ok",
        "a*3, aa, more",
        "a*3, aaa, ok",
        "a*3, aaaa, no",
        "(a b | a c)*2, abac, ok",
        "(a b | a c)*2 & (b c)?, abbacc, ok",
        "(a b | a c)*2 & (b c)?, abbbab, no",
        "(a b) | (a b c), ab, ok",
        "(a b) | (a b c), abc, ok",
        "a & a, aa, ok",
        "a & a, a, more",
    })
    void takes(String shape, String frames, String outcome) {
        Derivative derivative = new Derivative(new Environment(NAMES));
        Shape current = shape(shape);
        for (int i = 0; i < frames.length(); i++) {
            current = derivative.after(current, Octets.utf8(frames.charAt(i) + "\n"));
        }
        boolean never = current.equals(Derivative.NEVER);
        assertEquals(outcome, never ? "no" : Derivative.satisfied(current) ? "ok" : "more");
    }

    /// A generated exchange can come to this. Without a bound, it would fill the heap.
    @Test
    void moreWaysThanAPlayerFollowsAreNotFollowed() {
        Derivative derivative = new Derivative(new Environment(NAMES));
        String one = String.join(" ", Collections.nCopies(12, "a? b?"));
        Shape shape = shape(String.join(" & ", Collections.nCopies(5, one)));
        assertThrows(Derivative.TooManyWays.class, () -> {
            Shape current = shape;
            for (int i = 0; i < 12; i++) current = derivative.after(current, Octets.utf8(i % 2 == 0 ? "a\n" : "b\n"));
        });
    }

    private static Shape shape(String text) {
        String source = """
                title t
                level MUST
                rules 1.1
                kills k
                bytes a 'a\\n'
                bytes b 'b\\n'
                bytes c 'c\\n'
                dial A
                A -> node a b c
                node -> A %s
                """.formatted(text);
        ScenarioParser.Result result = ScenarioParser.parse("t", source);
        Scenario scenario = ((ScenarioParser.Parsed) result).scenario();
        Step.Expect expect = (Step.Expect) scenario.steps().getLast();
        return ((Expectation.Frames) expect.expectation()).shape();
    }
}
