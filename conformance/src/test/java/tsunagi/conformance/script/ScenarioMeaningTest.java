package tsunagi.conformance.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.Blocks;
import tsunagi.conformance.wire.Octets;

/// What right transcripts mean. How wrong ones are refused is in [ScenarioParserTest].
class ScenarioMeaningTest {
    private static final String HEADER = "title t\nlevel MUST\nrules 1.1\nkills k\n";
    private static final String B1 = "block b1 " + Blocks.raw(Blocks.B1) + "\n";

    @Test
    void theEndOfAnAnswerIsExpectedWhereTheRulesNameIt() {
        String text = HEADER.replace("rules 1.1", "rules 1.6 8.2") + "dial A\nnode -> A \"CHAIN_SYNC_COMPLETE\\n\"\n";
        assertEquals(2, parsed(text).steps().size());
    }

    @Test
    void spacesMayBeLeftOutBesideSignsAndQuotes() {
        String spaced = HEADER + B1 + "dial A\nA -> node b1[..9] b1 \"x\" | b1*2\nnode -> A (b1 | b1 b1) & b1?\n";
        String dense = HEADER + B1 + "dial A\nA->node b1[..9]b1\"x\"|b1*2\nnode->A(b1|b1 b1)&b1?\n";
        assertEquals(
                ((Step.Send) parsed(spaced).steps().get(1)).segments(),
                ((Step.Send) parsed(dense).steps().get(1)).segments());
        assertEquals(expected(parsed(spaced)), expected(parsed(dense)));
    }

    @Test
    void commentsAndSpacesMeanNothing() {
        String text = HEADER + "\n# a comment\n" + B1 + "  dial\tA   # another\nA -> node  \"a # b\" b1 # one\n"
                + "node -> A nothing";
        assertEquals(3, parsed(text).steps().size());
        assertEquals(3, parsed(text.replaceFirst("title ", " title\t")).steps().size());
    }

    @Test
    void aRangeStandsForItsNames() {
        String definitions = "bytes r9 'x\\n'\nbytes r10 'y\\n'\nbytes r11 'z\\n'\nbytes all r9..r11\n" + B1
                + "block b2 " + Blocks.raw(Blocks.B2) + "\n";
        Scenario ranges = parsed(HEADER + definitions + """
                dial A
                A -> node r9..r11 all | b1..b2
                node -> A r9..r11 (b1..b2)*2
                converged node on b1..b2 within 6s
                """);
        Scenario names = parsed(HEADER + definitions + """
                dial A
                A -> node r9 r10 r11 all | b1 b2
                node -> A r9 r10 r11 (b1 b2)*2
                converged node on b1 b2 within 6s
                """);
        assertEquals(
                ((Step.Send) names.steps().get(1)).segments(),
                ((Step.Send) ranges.steps().get(1)).segments());
        assertEquals(expected(names), expected(ranges));
        assertEquals(names.steps().get(3), ranges.steps().get(3));
        assertEquals(Octets.utf8("x\ny\nz\n"), ranges.names().get("all"));
    }

    private static Expectation expected(Scenario scenario) {
        return ((Step.Expect) scenario.steps().get(2)).expectation();
    }

    @Test
    void aScenarioSaysWhatItsHeaderSays() {
        Scenario scenario =
                parsed("title A b # c\nlevel EXTENSION\nrules 8.1 8.2\nkills a b-c\ndial A\nnode -> A open\n");
        assertEquals("A b # c", scenario.title());
        assertEquals(Level.EXTENSION, scenario.level());
        assertEquals(List.of("8.1", "8.2"), scenario.rules());
        assertEquals(List.of("a", "b-c"), scenario.kills());
    }

    private static Scenario parsed(String text) {
        ScenarioParser.Result result = ScenarioParser.parse("t", text);
        return assertInstanceOf(ScenarioParser.Parsed.class, result, result::toString)
                .scenario();
    }
}
