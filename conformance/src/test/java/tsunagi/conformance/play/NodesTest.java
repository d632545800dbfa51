package tsunagi.conformance.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.conformance.play.PlayerTest.passes;
import static tsunagi.conformance.play.PlayerTest.play;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.conformance.Blocks;
import tsunagi.conformance.Quirk;

/// The verbs that start, end and join nodes.
class NodesTest {
    @Test
    void aPeerIsDialledAndDialledAgain() {
        passes("dial", """
                listen L
                node N dials L
                accept L
                N -> L GET_CHAIN
                L closes
                accept L within 3s
                N -> L request
                L -> N b1 b2 GET_CHAIN
                N -> L b1 b2
                """);
    }

    @Test
    void aDialThatComesTooEarlyIsWrong() {
        Verdict verdict = play(Quirk.NONE, "dial", """
                listen L
                node N dials L
                accept L
                L closes
                accept L after 2s within 4s
                """);
        assertTrue(assertInstanceOf(Verdict.Failed.class, verdict)
                .failure()
                .message()
                .contains("too early"));
    }

    /// The node counts from the loss of its connection, whatever the player does meanwhile.
    @Test
    void timeThatThePlayerTakesIsNotHeldAgainstADial() {
        passes("dial", """
                listen L
                node N dials L
                accept L
                dial A
                L closes
                N -> A nothing for 150ms
                accept L after 50ms within 4s
                N -> L request
                """);
    }

    @Test
    void nodesConvergeOverALinkThatCarriesEachBlockOnce() {
        passes("dial nodes", """
                node N1
                node N2 dials N1
                dial A to N1
                A -> N1 b1
                converged N1 N2 on b1
                A -> N1 b2
                converged N1 N2 on b1 b2
                link N1 N2 carried b2 once
                """);
    }

    @Test
    void aCutLinkCarriesNothingUntilItHeals() {
        passes("dial nodes cut", """
                node N1
                node N2 dials N1
                dial A to N1
                cut N1 N2
                A -> N1 b1 b2
                converged N1 on b1 b2
                converged N2 on genesis
                heal N1 N2
                linked N1 N2
                converged N1 N2
                """);
    }

    /// 3.6 keeps the branch that came first, and the two nodes had different ones first.
    @Test
    void branchesOfOneLengthAreNobodysFault() {
        Verdict verdict = play(Quirk.NONE, "dial nodes cut", """
                block c1 %s
                node N1
                node N2 dials N1
                dial A to N1
                dial B to N2
                cut N1 N2
                A -> N1 b1
                B -> N2 c1
                converged N1 on b1
                converged N2 on c1
                heal N1 N2
                linked N1 N2
                A -> N1 GET_CHAIN
                N1 -> A b1
                converged N1 N2 within 1s
                """.formatted(Blocks.raw(Blocks.C1)));
        Verdict.Failure failure =
                assertInstanceOf(Verdict.Failed.class, verdict).failure();
        assertNull(failure.fault(), String.valueOf(failure.fault()));
    }

    @Test
    void agreementThatDoesNotLastIsNone() {
        Verdict verdict = play(Quirk.FORGETS_AFTER_ONE_PROBE, "", """
                node N
                dial A to N
                A -> N b1 b2
                converged N on b1 b2 within 300ms
                """);
        assertTrue(assertInstanceOf(Verdict.Failed.class, verdict)
                .failure()
                .message()
                .contains("no agreement in time"));
    }

    @Test
    void nodesThatDisagreeAreNamed() {
        Verdict verdict = play(Quirk.NONE, "nodes", """
                node N1
                node N2
                dial A to N1
                A -> N1 b1 b2
                converged N1 N2 within 2s
                """);
        assertTrue(assertInstanceOf(Verdict.Failed.class, verdict)
                .failure()
                .message()
                .contains("N2 has genesis alone"));
    }

    @Test
    void aNodeKeepsItsDataWhenItIsKilledAndStartedAgain() {
        passes("process restart", """
                dial A
                A -> node b1 b2 GET_CHAIN
                node -> A b1 b2
                kill node
                restart node
                stop node
                restart node
                dial A
                A -> node GET_CHAIN
                node -> A b1 b2
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "converged N on b1 after 20s within 40s",
                "N -> A mined m1 on b1 data \"hi\" after 20s within 40s",
            })
    void whatComesTooEarlyIsWrong(String line) {
        boolean mines = line.contains("mined");
        Verdict verdict =
                play(Quirk.NONE, mines ? "console" : "", """
                node N
                dial A to N
                A -> N b1 GET_CHAIN
                N -> A b1
                """ + (mines ? "console N \"hi\"\n" : "") + line + "\n");
        assertTrue(assertInstanceOf(Verdict.Failed.class, verdict)
                .failure()
                .message()
                .contains("too early"));
    }

    @Test
    void aLinkThatIsUpTooEarlyIsWrong() {
        Verdict verdict = play(Quirk.NONE, "dial nodes cut", """
                node N1
                node N2 dials N1
                cut N1 N2
                heal N1 N2
                linked N1 N2 after 20s within 40s
                converged N1 N2 on genesis
                """);
        assertTrue(assertInstanceOf(Verdict.Failed.class, verdict)
                .failure()
                .message()
                .contains("too early"));
    }

    /// Agreement is in time if the questions are.
    @Test
    void aSlowAnswerToATimelyQuestionCounts() {
        Verdict verdict = play(Quirk.ANSWERS_SLOWLY, "", """
                node N
                dial A to N
                A -> N b1
                converged N on b1 within 100ms
                """);
        assertInstanceOf(Verdict.Passed.class, verdict);
    }

    @Test
    void agreementAfterItsTimeIsNone() {
        Verdict verdict = play(Quirk.PAUSES_BEFORE_EACH_RELAY, "dial nodes", """
                node N1
                node N2 dials N1
                dial A to N1
                A -> N1 b1
                converged N1 N2 on b1 within 500ms
                """);
        assertTrue(assertInstanceOf(Verdict.Failed.class, verdict)
                .failure()
                .message()
                .contains("no agreement in time"));
    }

    @Test
    void aNodeThatHasClosedItsInputFailsAtTheLine() {
        Verdict verdict = play(Quirk.READS_NO_CONSOLE, "console", """
                dial A
                console node "hi"
                node -> A mined m1 on genesis data "hi"
                """);
        Verdict.Failure failure =
                assertInstanceOf(Verdict.Failed.class, verdict).failure();
        assertTrue(failure.message().contains("has closed its standard input"), failure::message);
        assertEquals(7, failure.line());
    }

    /// Links run through the player, so a bad network needs no containers.
    @Test
    void aSlowAndLossyLinkDeliversAllTheSame() {
        passes("dial nodes netem", """
                node N1
                node N2 dials N1
                dial A to N1
                netem N1 delay 20ms loss 20%
                netem N2 delay 20ms loss 20%
                A -> N1 b1 b2
                converged N1 N2 on b1 b2 within 30s
                netem N1 off
                netem N2 off
                """);
    }
}
