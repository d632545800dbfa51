package tsunagi.conformance.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tsunagi.conformance.Blocks;

/// Every way in which a transcript can be wrong, and where the parser says that it is.
class ScenarioParserTest {
    private static final String HEADER = "title t\nlevel MUST\nrules 1.1\nkills k\n";
    private static final String B1 = "block b1 " + Blocks.raw(Blocks.B1) + "\n";

    private static final String RANGE = """
            bytes r0 "x\\n"
            bytes r1 "y\\n"
            bytes r2 "z\\n"
            bytes w0 "x"*99999
            bytes w1 w0*100
            dial A
            """;

    /// A transcript whose last line is wrong.
    ///
    /// @param before what stands between the header and the wrong line
    record Wrong(String before, String line, int column, String message) {}

    static List<Wrong> wrongSteps() {
        String dialled = B1 + "dial A\n";
        return List.of(
                new Wrong("", "frobnicate", 1, "'frobnicate' is not a step"),
                new Wrong("", "dial", 5, "the line ends"),
                new Wrong("", "dial a", 6, "capital letter"),
                new Wrong("", "dial A B", 8, "nothing may follow"),
                new Wrong("", "dial A to N9", 11, "no node is called 'N9'"),
                new Wrong("", "dial A from", 12, "the line ends"),
                new Wrong("", "dial A from 127.0.0.256", 13, "not a loopback address such as 127.0.0.2"),
                new Wrong("", "dial A from 10.0.0.1", 13, "not a loopback address"),
                new Wrong("", "dial A from 127.0.0.02", 13, "not a loopback address"),
                new Wrong("", "dial A from 127.0.0.2:", 13, "no peer '' has dialled"),
                new Wrong("", "dial A from 127.0.0.2:B", 13, "no peer 'B' has dialled"),
                new Wrong("", "dial A from 127.0.0.2:A", 13, "with itself"),
                new Wrong("", "dial A at localhost", 11, "not a loopback address"),
                new Wrong("", "dial A at 127.0.0.2 from 127.0.0.3", 21, "nothing may follow"),
                new Wrong("", "dial A from 127.0.0.2 to node", 23, "nothing may follow"),
                new Wrong("", "A -> node GET_CHAIN", 1, "neither a node nor a peer"),
                new Wrong(dialled, "A -> N1 b1", 6, "no node is called 'N1'"),
                new Wrong(dialled, "A - node b1", 1, "is not a step"),
                new Wrong(dialled, "A -> node b2", 11, "nothing is called 'b2'"),
                new Wrong(dialled, "A -> node", 10, "the line ends"),
                new Wrong(dialled, "A -> node b1 |", 15, "the line ends"),
                new Wrong(dialled, "A -> node \"x", 11, "this string does not end"),
                new Wrong(dialled, "A -> node \"a\\q\"", 13, "an escape is one of"),
                new Wrong(dialled, "A -> node \"\\x4\"", 12, "an escape is one of"),
                new Wrong(dialled, "A -> node b1[5..2]", 13, "ends before it starts"),
                new Wrong(dialled, "A -> node b1[5]", 13, "a slice is"),
                new Wrong(dialled, "A -> node b1[5..", 13, "does not end"),
                new Wrong(dialled, "A -> node b1[5..9999]", 13, "the slice ends outside of the"),
                new Wrong(dialled, "A -> node \"<b1.hash>\"[65..]", 22, "the slice ends outside of the 64 bytes"),
                new Wrong(dialled, "A -> node \"x\"*0", 14, "how often"),
                new Wrong(dialled, "A -> node \"x\"*\u0663", 15, "means nothing here"),
                new Wrong(dialled, "A -> node b1*99999", 13, "more than 16777216 bytes"),
                new Wrong(dialled, "A -> node \"<int>\"", 11, "cannot hold a pattern"),
                new Wrong(dialled, "A -> node \"<none>\"", 11, "nothing was captured"),
                new Wrong(dialled, "A -> node \"<b2.hash>\"", 11, "no block is called b2"),
                new Wrong(dialled, "A -> node \"<b1.nonce>\"", 12, "<…index> and <…hash>"),
                new Wrong(dialled, "A -> node nothing", 11, "nothing is called 'nothing'"),
                new Wrong(dialled, "A jumps", 1, "is not a step"),
                new Wrong(dialled, "B closes", 1, "no peer is called 'B'"),
                new Wrong(dialled, "node -> B b1", 9, "no peer is called 'B'"),
                new Wrong(dialled, "node -> A", 10, "the line ends"),
                new Wrong(dialled, "node -> A (b1", 14, "the line ends"),
                new Wrong(dialled, "node -> A b1)", 13, "nothing may follow"),
                new Wrong(dialled, "node -> A " + "(".repeat(17) + "b1", 27, "groups stand inside each other"),
                new Wrong(dialled, "node -> A | b1", 11, "a name belongs here"),
                new Wrong(dialled, "node -> A nothing for ever", 23, "is not a time"),
                new Wrong(dialled, "node -> A b1 within 5", 21, "is not a time"),
                new Wrong(dialled, "node -> A b1 after 5s within 4s", 30, "over before it may begin"),
                new Wrong(dialled, "node -> A \"<int:n>\\n\" b1", 23, "captures stand only"),
                new Wrong(dialled, "node -> A \"<int:int>\\n\"", 11, "cannot be a name"),
                new Wrong(dialled, "node -> A \"<foo:x>\"", 12, "only <int:…> and <hash:…>"),
                new Wrong(dialled, "node -> A \"\"", 11, "no frame is empty"),
                new Wrong(dialled, "node -> A mined b1 on genesis data \"x\"", 17, "is defined already"),
                new Wrong(dialled, "node -> A mined m1 upon b1 data \"x\"", 20, "'on' belongs here"),
                new Wrong(dialled, "node -> A mined m1 on b7 data \"x\"", 23, "nothing is called 'b7'"),
                new Wrong(dialled, "A -> node b1..b3", 11, "nothing is called 'b2'"),
                new Wrong(dialled, "A -> node b1..", 11, "is not a range such as c1..c120"),
                new Wrong(dialled, "A -> node b1..c2", 11, "is not a range"),
                new Wrong(dialled, "A -> node b1..b02", 11, "is not a range"),
                new Wrong(dialled, "A -> node b1..b2..b3", 11, "is not a range"),
                new Wrong(dialled, "A -> node b1..b1", 11, "does not rise"),
                new Wrong(dialled, "A -> node b2..b1", 11, "does not rise"),
                new Wrong(RANGE, "A -> node r0..r2*2", 17, "a range has no slice and no *"),
                new Wrong(RANGE, "A -> node r0..r2[1..]", 17, "a range has no slice and no *"),
                new Wrong(RANGE, "node -> A r0..r2*2", 17, "put it between ( and )"),
                new Wrong(RANGE, "node -> A r0..r2 BLOCK:{}", 18, "a raw frame stands alone"),
                new Wrong(RANGE, "node -> A r0..r2?", 17, "put it between ( and )"),
                new Wrong(RANGE, "converged node on r0..r2", 19, "'r0' is not a block"),
                new Wrong(RANGE, "A -> node \"x\"*99999 r0..r2 w0..w1", 28, "more than 16777216 bytes"),
                new Wrong(dialled, "node -> A b1 §", 14, "'§' means nothing here"),
                new Wrong(dialled, "node -> A \"\ud83d\ude00\" \ud83d\ude00", 15, "'\ud83d\ude00' means nothing here"),
                new Wrong(dialled, "node -> A b1\r", 13, "a CR stands in no line"),
                new Wrong(dialled, "node -> A \"\u001b\"", 12, "U+001B stands in no line; write \\xNN"),
                new Wrong(dialled, "A -> node BLOCK:{\t}", 18, "a raw frame holds no tab"),
                new Wrong(dialled, "\u007f", 1, "U+007F means nothing here"),
                new Wrong(dialled, "\u2003", 1, "means nothing here"),
                new Wrong(dialled, B1.strip(), 1, "before the first step"),
                new Wrong(dialled, "node N1", 6, "declare it before"),
                new Wrong("console node \"x\"\n", "node N1", 6, "declare it before"),
                new Wrong(B1 + "converged node on b1\n", "node N1", 6, "declare it before"),
                new Wrong("pause node\n", "node N1", 6, "declare it before"),
                new Wrong("dial A to node\n", "node N1", 6, "declare it before"),
                new Wrong("", "accept L", 8, "no peer is called 'L'"),
                new Wrong("listen L\n", "accept L", 8, "no node dials L"),
                new Wrong("listen L\n", "dial L", 6, "as something else"),
                new Wrong("listen L\nnode N dials L\n", "node M dials L", 14, "another node dials L"),
                new Wrong("node N\n", "node N", 6, "on the stage already"),
                new Wrong("node N\n", "node M dials M", 14, "cannot be dialled"),
                new Wrong("node N\nnode M\n", "dial A", 6, "to which of the nodes"),
                new Wrong("", "console node", 13, "the line ends"),
                new Wrong("", "converged node on b1", 19, "nothing is called 'b1'"),
                new Wrong("node N\nnode M\ndial A to N\n", "M -> A GET_CHAIN", 6, "have no connection"),
                new Wrong(B1 + "node N\nnode M dials N\n", "link N M carries b1 once", 10, "'carried' belongs here"),
                new Wrong("node N\nnode M\n", "cut N M", 7, "neither of N and M dials the other"),
                new Wrong("node N\nnode M\n", "heal N M", 8, "neither of N and M dials the other"),
                new Wrong("node N\nnode M\n", "partition N | M", 15, "no link between the two sides"),
                new Wrong("node N\nnode M dials N\n", "partition N M", 14, "the line ends"),
                new Wrong("node N\nnode M dials N\n", "partition N | N", 15, "stands there twice"),
                new Wrong("node N\nnode M dials N\n", "partition N |", 14, "the line ends"),
                new Wrong("", "pause", 6, "the line ends"),
                new Wrong("", "resume N7", 8, "no node is called 'N7'"),
                new Wrong("", "netem node", 11, "'delay', 'loss' or 'off' belongs here"),
                new Wrong("", "netem node delay 5", 18, "is not a time"),
                new Wrong("", "netem node loss 0%", 17, "is not a percentage"),
                new Wrong("", "netem node loss 101%", 17, "is not a percentage"),
                new Wrong("", "netem node off off", 16, "nothing may follow"),
                new Wrong("", "netem node loss 5% delay 1s", 20, "nothing may follow"));
    }

    static List<Wrong> linesThatThePageDoesNotHave() {
        String dialled = B1 + "bytes half b1[..9]\nbytes two b1*2\nbytes long \"x\"*4096 \"\\n\"\n"
                + "bytes chain-end \"CHAIN_SYNC_COMPLETE\\n\"\ndial A\nA -> node half two long chain-end\n";
        String raw = Blocks.raw(Blocks.B2);
        return List.of(
                // A raw frame stands alone.
                new Wrong(dialled, "A -> node b1 " + raw, 14, "a raw frame stands alone"),
                new Wrong(dialled, "node -> A b1 " + raw, 14, "a raw frame stands alone"),
                new Wrong(dialled, "node -> A b1 | " + raw, 16, "a raw frame stands alone"),
                new Wrong(dialled, "node -> A (" + raw, 12, "a raw frame stands alone"),
                new Wrong("", "console node BLOCK:{}", 14, "a string belongs here, not a raw frame"),
                new Wrong(dialled, "node -> A mined m1 on b1 data BLOCK:{}", 31, "not a raw frame"),
                // No space before what belongs to a word.
                new Wrong(dialled, "A -> node b1 *3", 14, "no space stands before *"),
                new Wrong(dialled, "A -> node b1* 3", 13, "how often?"),
                new Wrong(dialled, "A -> node b1 [..3]", 14, "no space stands before a slice"),
                new Wrong(dialled, "A -> node b1[..3] *3", 19, "no space stands before *"),
                new Wrong(dialled, "node -> A b1 ?", 14, "no space stands before ?"),
                new Wrong(dialled, "node -> A (b1) *", 16, "no space stands before *"),
                // What is expected and can never come.
                new Wrong(dialled, "node -> A \"abc\"", 11, "a frame ends with an LF"),
                new Wrong(dialled, "node -> A \"a <int>\"", 11, "a frame ends with an LF"),
                new Wrong(dialled, "node -> A \"a\\nb\\n\"", 11, "only the last byte of a frame is an LF"),
                new Wrong(dialled, "node -> A \"a\\n<int>\\n\"", 11, "only the last byte of a frame is an LF"),
                new Wrong(dialled, "node -> A b1 half", 14, "'half': a frame ends with an LF"),
                new Wrong(dialled, "node -> A two", 11, "'two': only the last byte of a frame is an LF"),
                new Wrong(dialled, "node -> A long", 11, "'long': no frame is longer than 4096 bytes"),
                new Wrong(dialled, "node -> A chain-end", 11, "the rules do not name 8.2"),
                new Wrong(dialled, "node -> A \"CHAIN_SYNC_COMPLETE\\n\"", 11, "the rules do not name 8.2"),
                // What is sent and is nothing.
                new Wrong(dialled, "A -> node \"\"", 11, "no bytes at all"),
                new Wrong(dialled, "A -> node b1 | b1[..0]", 18, "no bytes at all"),
                // Too early for what does not come.
                new Wrong(dialled, "node -> A nothing after 1s", 19, "'after' stands only where"),
                new Wrong(dialled, "node -> A nothing for 1s after 1s", 26, "'after' stands only where"),
                new Wrong(dialled, "node -> A open after 1s", 16, "'after' stands only where"),
                // A node once, a link of two.
                new Wrong("node N\n", "node M dials N N", 16, "N stands there twice"),
                new Wrong("node N dials M\nnode M dials N\n", "cut N M", 7, "which of the two links"),
                new Wrong("node N dials M\nnode M dials N\n", "linked M N", 10, "which of the two links"),
                new Wrong(B1, "converged node node on b1", 16, "node stands there twice"),
                new Wrong("", "node node", 6, "a node's name begins with a capital letter"),
                // A peer that listens.
                new Wrong("dial A\n", "A not-dialled for 1s", 1, "A does not listen"),
                new Wrong("listen L\n", "L not-dialled", 14, "the line ends"),
                new Wrong("listen L\n", "L not-dialled for", 18, "the line ends"));
    }

    @ParameterizedTest
    @MethodSource("linesThatThePageDoesNotHave")
    void whatThePageDoesNotHaveIsRefused(Wrong wrong) {
        aWrongStepIsRefusedWhereItGoesWrong(wrong);
    }

    @ParameterizedTest
    @MethodSource("wrongSteps")
    void aWrongStepIsRefusedWhereItGoesWrong(Wrong wrong) {
        // Definitions come before steps, whichever of both the line under test is.
        String text = HEADER + wrong.before() + wrong.line() + "\n";
        assertRefused(text, (int) text.lines().count(), wrong.column(), wrong.message());
    }

    static List<Wrong> wrongDefinitions() {
        String raw = Blocks.raw(Blocks.B1);
        return List.of(
                new Wrong(
                        "",
                        "block b1 " + raw.replace("\"one\"", "\"uno\""),
                        10,
                        "its hash is not that of its contents"),
                new Wrong("", "block b1 " + raw.replace("\":", "\": "), 10, "not in canonical form"),
                new Wrong("", "block b1 \"x\"", 10, "BLOCK:{…}"),
                new Wrong("", "block open " + raw, 7, "cannot be a name"),
                new Wrong("", "block B1 " + raw, 7, "cannot be a name"),
                new Wrong("", "bytes title \"x\"", 7, "cannot be a name"),
                new Wrong("", "bytes needs \"x\"", 7, "cannot be a name"),
                new Wrong("", "bytes hash \"x\"", 7, "cannot be a name"),
                new Wrong("", "bytes x \"\"", 9, "no bytes at all"),
                new Wrong(B1, "bytes b1 \"x\"", 7, "is defined already"),
                new Wrong("", "bytes x", 8, "the line ends"),
                new Wrong("bytes w \"x\"*99999\n", "bytes x w*99999", 10, "more than 16777216 bytes"),
                new Wrong("", "bytes x \"abc\"[1..9]", 14, "the slice ends outside of the 3 bytes"),
                new Wrong("", "bytes x y", 9, "nothing is called 'y'"));
    }

    @ParameterizedTest
    @MethodSource("wrongDefinitions")
    void aWrongDefinitionIsRefusedWhereItGoesWrong(Wrong wrong) {
        String text = HEADER + wrong.before() + wrong.line() + "\n";
        assertRefused(text, (int) text.lines().count(), wrong.column(), wrong.message());
    }

    @Test
    void whatIsNotUtf8IsRefusedWhereThatShows() {
        byte[] text = (HEADER + "# é and ~\n").getBytes(UTF_8);
        text[text.length - 2] = (byte) 0xff;
        SourceError error = assertInstanceOf(ScenarioParser.Refused.class, ScenarioParser.parse("t", text))
                .error();
        assertEquals("5:9: this is not UTF-8", error.toString());
    }

    @Test
    void theHeaderIsWholeAndInOrder() {
        assertRefused("", 1, 1, "'title' belongs here");
        assertRefused("level MUST\n", 1, 1, "'title' belongs here, not 'level'");
        assertRefused("title t\ntitle t\n", 2, 1, "'level' belongs here");
        assertRefused("title\n", 1, 6, "a title belongs here");
        assertRefused("title t\nlevel must\n", 2, 7, "a level is");
        assertRefused("title t\nlevel MUST MAY\n", 2, 12, "nothing may follow");
        assertRefused("title t\nlevel MUST\nrules four\n", 3, 7, "a rule is a number");
        assertRefused("title t\nlevel MUST\nrules 4.1 4.1\n", 3, 11, "stands there twice");
        assertRefused("title t\nlevel MUST\nrules\n", 3, 6, "the line ends");
        assertRefused("title t\nlevel MUST\nrules 4.1\nkills K\n", 4, 7, "a mutant's name");
        assertRefused("title t\nlevel MUST\nrules 4.1\ndial A\n", 4, 1, "'kills' belongs here");
        assertRefused(HEADER + "needs wings\n", 5, 7, "a need is");
        assertRefused(HEADER + "needs dial dial\n", 5, 12, "stands there twice");
        assertRefused(HEADER.replace("kills k", "kills k resets"), 4, 9, "a mutant's name");
        assertRefused(HEADER + "needs console\nneeds dial\n", 6, 1, "no further header line");
    }

    @Test
    void theEndShowsWhatIsMissing() {
        assertRefused(HEADER, 5, 1, "nothing is expected");
        assertRefused(HEADER + "dial A\nA -> node GET_CHAIN\n", 7, 1, "nothing is expected");
        assertRefused(HEADER + B1 + "dial A\nnode -> A nothing\n", 8, 1, "'b1' is defined and never used");
        assertRefused(HEADER + "needs dial\nnode N dials M\ndial A\nN -> A nothing\n", 9, 1, "M is dialled, but");
        assertRefused(HEADER + "console node \"x\"\ndial A\nnode -> A nothing\n", 1, 1, "need 'console'");
        assertRefused(HEADER + "needs restart\ndial A\nnode -> A nothing\n", 5, 1, "no step needs 'restart'");
    }

    @Test
    void aCommentBeginsAfterASpace() {
        assertRefused(HEADER + B1 + "dial A\nA -> node  \"a # b\" b1# no comment\n", 7, 22, "'#' means nothing here");
    }

    private static void assertRefused(String text, int line, int column, String message) {
        ScenarioParser.Result result = ScenarioParser.parse("t", text);
        SourceError error =
                assertInstanceOf(ScenarioParser.Refused.class, result, text).error();
        assertTrue(error.message().contains(message), error + "\n" + text);
        assertEquals(line + ":" + column, error.line() + ":" + error.column(), error + "\n" + text);
    }
}
