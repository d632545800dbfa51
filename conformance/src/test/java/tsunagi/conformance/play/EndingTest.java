package tsunagi.conformance.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.conformance.play.PlayerTest.play;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tsunagi.conformance.Quirk;
import tsunagi.conformance.StubNode;
import tsunagi.conformance.script.Scenario;

/// What is judged after the last line.
class EndingTest {
    private static final String BLOCK_IS_KNOWN = """
            dial A
            A -> node  b1 GET_CHAIN
            node -> A  b1
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ECHOES_LATER                   | after the last line, at A: a frame came where none may
            DIES_WHEN_A_PEER_LEAVES        | node is gone
            FALLS_SILENT_WHEN_A_PEER_LEAVES| node has another chain after its peers have closed
            """)
    void aFaultThatShowsLaterFailsAtTheLastLine(Quirk quirk, String message) {
        Verdict.Failure failure = failure(play(quirk, "", BLOCK_IS_KNOWN));
        assertTrue(failure.message().contains(message), failure::message);
        assertTrue(failure.line() > 0, "a line is named");
    }

    /// Only where the scenario handles nodes as processes: elsewhere they are killed.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CRASHES_WHEN_STOPPED           | node was asked to end and crashed: it ended with status 134 (SIGABRT)
            DOES_NOT_STOP                  | node does not end when it is asked to
            """)
    void aNodeThatDoesNotEndInOrderFails(Quirk quirk, String message) {
        Verdict.Failure failure = failure(play(quirk, "console", BLOCK_IS_KNOWN + """
                console node "hi"
                node -> A  mined m1 on b1 data "hi"
                """));
        assertTrue(failure.message().contains(message), failure::message);
        PlayerTest.passes(quirk, "", BLOCK_IS_KNOWN);
    }

    @Test
    void aRelayThatComesTwiceIsHeardEvenLate() {
        Verdict.Failure failure = failure(play(Quirk.RELAYS_AGAIN_LATER, "", """
                dial A
                A -> node  b1 GET_CHAIN
                node -> A  b1
                dial B
                A -> node  b2
                node -> B  b2
                """));
        assertTrue(failure.message().startsWith("after the last line, at B"), failure::message);
    }

    @Test
    void aLinkThatCarriesABlockAgainLaterIsSeen() {
        Verdict.Failure failure = failure(play(Quirk.RELAYS_AGAIN_LATER, "dial nodes", """
                node N1
                node N2 dials N1
                converged N1 N2 on genesis
                dial A to N1
                A -> N1 b1
                converged N1 N2 on b1
                link N1 N2 carried b1 once
                """));
        assertTrue(failure.message().contains("b1 crossed the link 2 times one way"), failure::message);
    }

    /// No other line waits for it, so what is judged after the last line may take longer than a
    /// line: a busy machine may take more than 5 s for one answer. At this factor, a line has
    /// 0.5 s, the end 2 s, and each two answers of this node take 0.6 s.
    @Test
    void aNodeThatAnswersSlowlyHasMoreTimeAfterTheLastLine() {
        Scenario scenario = PlayerTest.scenario("", """
                dial A
                dial B
                A -> node  b1
                node -> B  b1
                """);
        assertEquals(
                new Verdict.Passed(),
                Player.play(scenario, StubNode.target(Quirk.ANSWERS_SLOWLY), 0.1)
                        .verdict());
    }

    /// What reaches a peer is judged, though the transcript has no line for it.
    @Test
    void aFrameThatNoLineNamesFails() {
        Verdict.Failure failure = failure(play(Quirk.NONE, "", """
                dial A
                A -> node  b1 GET_CHAIN
                node -> A  b1
                dial B
                A -> node  b2 GET_CHAIN
                node -> A  b1 b2
                """));
        assertTrue(failure.message().contains("at B: a frame came where none may"), failure::message);
    }

    @Test
    void aConnectionThatTheNodeClosedUnaskedFails() {
        Verdict.Failure failure = failure(play(Quirk.NONE, "", """
                dial B
                B -> node  b1 GET_CHAIN
                node -> B  b1
                dial A
                A -> node  "x"*4096
                node -> B  nothing
                """));
        assertTrue(failure.message().contains("at A: the connection is over"), failure::message);
    }

    @Test
    void optionalFramesPeersThatLeftAndPeersThatDoNotReadAreFine() {
        PlayerTest.passes("", """
                dial A
                dial B
                dial C
                dial D
                B half-closes
                C closes
                D stops-reading
                A -> node  b1 GET_CHAIN
                node -> A  b1 b2?
                """);
    }

    @Test
    void aNodeThatTheTranscriptStoppedIsLeftAlone() {
        PlayerTest.passes("process", """
                dial A
                A -> node  b1 GET_CHAIN
                node -> A  b1
                stop node
                """);
    }

    private static Verdict.Failure failure(Verdict verdict) {
        return assertInstanceOf(Verdict.Failed.class, verdict).failure();
    }
}
