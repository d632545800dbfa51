package tsunagi.conformance.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tsunagi.conformance.Blocks;
import tsunagi.conformance.Quirk;
import tsunagi.conformance.StubNode;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.ScenarioParser;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.toy.Freedom;
import tsunagi.conformance.toy.RunningToy;

/// Every verb against a node that does right, and every way to do wrong
/// against the verb that finds it.
class PlayerTest {
    private static final String B1 = "block b1  %s%n".formatted(Blocks.raw(Blocks.B1));
    private static final String B2 = "block b2  %s%n".formatted(Blocks.raw(Blocks.B2));

    private static final String RELAY = """
            dial A
            dial B
            A -> node  b1 b2
            node -> B  b1 b2
            node -> B  nothing
            node -> A  nothing
            A -> node  GET_CHAIN
            node -> A  b1 b2
            """;

    private static final String SOON = RELAY.replace("node -> B  b1 b2", "node -> B  b1 b2  within 300ms");

    static Verdict play(Quirk quirk, String needs, String body) {
        return play(StubNode.target(quirk), needs, body);
    }

    static Verdict play(Target target, String needs, String body) {
        return Player.play(scenario(needs, body), target, 1).verdict();
    }

    static Scenario scenario(String needs, String body) {
        String head = "title t%nlevel MUST%nrules 4.1%nkills none%n".formatted();
        String text = head
                + (needs.isEmpty() ? "" : "needs " + needs + "\n")
                + (body.contains("b1") ? B1 : "")
                + (body.contains("b2") ? B2 : "")
                + body;
        return assertInstanceOf(
                        ScenarioParser.Parsed.class,
                        ScenarioParser.parse("t", text),
                        () -> ScenarioParser.parse("t", text).toString())
                .scenario();
    }

    static void passes(String needs, String body) {
        passes(Quirk.NONE, needs, body);
    }

    static void passes(Quirk quirk, String needs, String body) {
        assertEquals(new Verdict.Passed(), play(quirk, needs, body));
    }

    private static void fails(Quirk quirk, String body, String message) {
        Verdict.Failed failed = assertInstanceOf(Verdict.Failed.class, play(quirk, "", body));
        assertTrue(failed.failure().message().contains(message), failed::toString);
    }

    @Test
    void aNodeThatRelaysPasses() {
        passes("", RELAY);
    }

    @Test
    void aBlockThatComesTwiceIsANoise() {
        fails(Quirk.RELAYS_TWICE, RELAY, "another frame came");
    }

    @Test
    void anEchoIsHeard() {
        fails(Quirk.ECHOES, """
                dial A
                A -> node b1 b2
                node -> A nothing
                """, "a frame came where none may");
    }

    @Test
    void aNodeThatSaysNothingIsTooLate() {
        fails(Quirk.SAYS_NOTHING, SOON, "nothing came within 300 ms");
    }

    /// Two pauses are longer than the time given, and each is shorter.
    @Test
    void framesThatGoOnComingMayTakeLongerInAll() {
        passes(Quirk.PAUSES_BEFORE_EACH_RELAY, "", """
                dial A
                dial B
                A -> node  b1 b2
                node -> B  b1 b2  within 3s
                """);
    }

    /// A greeting must not pass for the chain that silence is measured with.
    @ParameterizedTest
    @EnumSource(names = {"GREETS", "GREETS_WITH_GENESIS", "ASKS_INBOUND"})
    void aGreetingIsHeardWhereNothingMayCome(Quirk quirk) {
        String silent = "dial A\nnode -> A nothing within 1s\n";
        fails(quirk, silent, "a frame came where none may");
        fails(quirk, "dial A\nA -> node 'MUMBLE\\n'\n" + silent.substring(7), "a frame came where none may");
        fails(quirk, "dial B\nB -> node b1 b2\n" + silent, "a frame came where none may");
    }

    /// Nor may it be seen in what the nodes agree on.
    @Test
    void aGreetingIsNoPartOfAChain() {
        Verdict verdict = play(Quirk.GREETS, "nodes", """
                node N1
                node N2
                converged N1 N2 on genesis
                """);
        assertEquals(new Verdict.Passed(), verdict);
    }

    /// The answer to the player's own question is late, and comes while the player
    /// looks why. It is no noise.
    @Test
    void aLateAnswerToAProofIsNoNoise() {
        Verdict verdict = play(Quirk.ANSWERS_A_GIVER_WITH_THE_NEXT, "", """
                dial A
                A -> node b1 b2
                node -> A nothing within 1s
                """);
        assertInstanceOf(Verdict.Inconclusive.class, verdict, verdict::toString);
    }

    @Test
    void silenceOfANodeThatAnswersNothingProvesNothing() {
        Verdict verdict = play(Quirk.SAYS_NOTHING, "", """
                dial A
                A -> node b1 b2
                node -> A nothing within 200ms
                """);
        assertInstanceOf(Verdict.Inconclusive.class, verdict);
    }

    /// The probe is answered, and no chain tells whether the rest has been read.
    @Test
    void silenceOfANodeWithoutAChainProvesNothingBeforeItHasReadAll() {
        Verdict verdict = play(Quirk.STALLS_ON_A_FRAME, "", """
                dial A
                dial B
                A -> node "%s\\n"*5000
                node -> B nothing within 500ms
                """.formatted("x".repeat(3000)));
        Verdict.Inconclusive inconclusive = assertInstanceOf(Verdict.Inconclusive.class, verdict, verdict::toString);
        assertTrue(inconclusive.reason().contains("has not read all that A sends"), inconclusive::toString);
    }

    /// Three thousand writes take more than 3 s.
    @Test
    void theTimeOfANodeBeginsWhenThePlayerHasWritten() {
        passes("", """
                dial A
                dial B
                A -> node bytewise "%s\\n"
                A -> node b1
                node -> B b1 within 2s
                """.formatted("x".repeat(3000)));
    }

    /// On a busy machine, `for 1s` may take as long as `for 21s` here.
    @ParameterizedTest
    @CsvSource({"1s, Failed", "21s, Inconclusive"})
    void aNodeMayCloseAConnectionWhosePeerReadsNothingForTwentySeconds(String time, String expected) {
        Verdict verdict = play(Quirk.CLOSES_AFTER_AN_ANSWER, "", """
                dial A
                dial B
                A -> node b1
                node -> B b1
                A stops-reading
                A -> node GET_CHAIN
                node -> B nothing for %s
                A reads-again
                node -> A b1*2
                """.formatted(time));
        assertEquals(expected, verdict.getClass().getSimpleName(), verdict::toString);
    }

    @Test
    void aRightAnswerThatComesLateIsWrong() {
        fails(Quirk.ANSWERS_LATE, SOON, "nothing came within 300 ms");
    }

    @Test
    void aNodeThatClosesAtOnceIsSeenToDoSo() {
        fails(Quirk.CLOSES_AT_ONCE, RELAY, "the connection is over");
    }

    @Test
    void aNodeThatDiesIsTheReasonOfTheFailure() {
        fails(Quirk.DIES_ON_A_BLOCK, RELAY, "node is gone: it ended with status 134");
    }

    @Test
    void aNodeThatDoesNotStartDecidesNothing() {
        Verdict.Inconclusive verdict =
                assertInstanceOf(Verdict.Inconclusive.class, play(Quirk.NEVER_LISTENS, "", RELAY));
        assertTrue(verdict.reason().contains("did not start"), verdict::reason);
    }

    @Test
    void aFloodWithoutAnEndIsCutOff() {
        fails(Quirk.FLOODS_WITHOUT_LF, """
                dial A
                A -> node GET_CHAIN
                node -> A nothing
                """, "the connection is over: a frame of more than 16384 bytes came from it");
    }

    /// The player ends such a connection; a node that has to close it has not done so.
    @Test
    void aFloodThatThePlayerCutOffIsNotClosedByTheNode() {
        fails(Quirk.FLOODS_WITHOUT_LF, """
                dial A
                A -> node GET_CHAIN
                node -> A closed
                """, "the node does not close: a frame of more than 16384 bytes came from it");
    }

    @Test
    void aFloodOfFramesIsAnotherFrame() {
        fails(Quirk.FLOODS_FRAMES, """
                dial A
                A -> node b1 b2 GET_CHAIN
                node -> A b1 b2
                """, "another frame came");
    }

    @Test
    void theEndOfAChainIsSetAside() {
        Verdict verdict = play(Quirk.SAYS_CHAIN_END, "", """
                dial A
                A -> node b1 GET_CHAIN b2 GET_CHAIN
                node -> A b1 b1 b2
                node -> A nothing
                """);
        assertEquals(new Verdict.Passed(), verdict);
    }

    @Test
    void theConsoleMinesWhatTheHarnessChecks() {
        passes("console", """
                dial A
                console node "hi"
                node -> A mined m1 on genesis data "hi"
                A -> node "GET_CHAIN <m1.index>:<m1.hash>\\n"
                node -> A m1
                """);
    }

    /// The tip that a node offers when it dials (2.4) is no answer to the player's
    /// question behind it.
    @Test
    void anOfferedTipIsNotTakenForAnAnswer() {
        Target target = RunningToy.target(Freedom.OFFERS_ITS_TIP_AND_ANSWERS_LATE);
        assertEquals(new Verdict.Passed(), play(target, "dial", """
                listen L
                node N dials L
                accept L
                N -> L  GET_CHAIN
                dial A
                L -> N  b1
                N -> A  b1
                L closes
                accept L  after 4s within 8s
                N -> L  request b1?
                A -> N  b2
                N -> L  b2
                """));
    }

    @Test
    void aMinedBlockWithOtherDataIsWrong() {
        Verdict verdict = play(Quirk.NONE, "console", """
                dial A
                console node "hi"
                node -> A mined m1 on genesis data "ho"
                """);
        assertTrue(assertInstanceOf(Verdict.Failed.class, verdict)
                .failure()
                .message()
                .contains("data"));
    }

    @Test
    void patternsMatchAndKeep() {
        passes("console", """
                dial A
                console node "hi"
                node -> A 'BLOCK:{"index":1,"timestamp":<int>,"nonce":<int:n>,"data":"hi","prev_hash":"<hash>","hash":"<hash:h>","transactions":[]}\\n'
                A -> node GET_CHAIN
                node -> A 'BLOCK:{"index":1,"timestamp":<int>,"nonce":<n>,"data":"hi","prev_hash":"<hash>","hash":"<h>","transactions":[]}\\n'
                """);
    }

    @Test
    void anySplitArrives() {
        passes("", """
                dial A
                dial B
                A -> node bytewise b1
                node -> B b1
                A -> node b2[..7] | b2[7..20] | b2[20..] GET_CHAIN
                node -> B b2
                node -> A b1 b2
                """);
    }

    @Test
    void aPeerCanEndItsSideAndTheNodeTheOther() {
        passes("", """
                dial A
                A -> node b1 b2 GET_CHAIN
                A half-closes
                node -> A b1 b2
                node -> A closed
                """);
    }

    @Test
    void aLineTooLongIsClosedAndTheOthersStay() {
        passes("", """
                dial A
                dial B
                A -> node "x"*4095
                node -> A open
                A -> node "x"
                node -> A closed
                B -> node b1 b2 GET_CHAIN
                node -> B b1 b2
                """);
    }

    @Test
    void aPeerThatReadsNoMoreMissesNothing() {
        passes("", """
                dial A
                A -> node b1 b2
                A stops-reading
                A -> node GET_CHAIN*50
                A reads-again
                node -> A (b1 b2)*50
                """);
    }

    @Test
    void whatATargetCannotDoIsSkippedAndSaysWhy() {
        Target noPeers = new Target.Command(java.util.List.of("true", "{port}"));
        Verdict verdict = play(noPeers, "dial", """
                listen L
                node N dials L
                accept L
                """);
        assertTrue(assertInstanceOf(Verdict.Skipped.class, verdict).reason().contains("{peers}"));
    }
}
