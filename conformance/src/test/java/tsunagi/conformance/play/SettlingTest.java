package tsunagi.conformance.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tsunagi.conformance.play.PlayerTest.play;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.conformance.Quirk;

/// Right nodes that take their time.
class SettlingTest {
    @ParameterizedTest
    @EnumSource(names = {"REGISTERS_LATE", "ANSWERS_SLOWLY"})
    void aPeerThatANodeRegistersInItsOwnThreadGetsWhatComesNext(Quirk quirk) {
        assertEquals(new Verdict.Passed(), play(quirk, "", """
                dial A
                dial B
                A -> node  b1
                node -> B  b1  within 2s
                dial C
                A -> node  b2
                node -> C  b2
                node -> B  b2
                node -> A  nothing  within 20s
                """));
    }

    @Test
    void aPeerThatIsDialledGetsWhatComesNext() {
        assertEquals(new Verdict.Passed(), play(Quirk.REGISTERS_LATE, "dial", """
                listen L
                node N dials L
                accept L
                N -> L GET_CHAIN
                dial A
                A -> N  b1
                N -> L  b1  within 2s
                """));
    }

    /// The player asks on the new connection whether it is taken, and waits for 3 s. The rest of
    /// the answer comes later, and is not held against the node.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "N -> L  nothing  within 10s",
                "L -> N  GET_CHAIN\nN -> L  b1 b2  within 10s",
                "L half-closes\nN -> L  closed  within 10s"
            })
    void theRestOfALateAnswerToThePlayerIsNoNoise(String last) {
        assertEquals(new Verdict.Passed(), play(Quirk.PAUSES_IN_ANSWERS_TO_A_DIALLED_PEER, "dial", """
                listen L
                node N dials L
                accept L
                N -> L  GET_CHAIN
                dial A
                A -> N  b1 b2
                N -> L  b1 b2
                L closes
                accept L  within 10s
                N -> L  GET_CHAIN
                """ + last + "\n"));
    }

    /// The second play decides: a node that relays nothing is wrong, however long it is waited for.
    @Test
    void aFrameThatNeverComesFailsAllTheSame() {
        Verdict.Failed failed = assertInstanceOf(Verdict.Failed.class, play(Quirk.SAYS_NOTHING, "", """
                dial A
                dial B
                A -> node  b1
                node -> B  b1  within 300ms
                """));
        assertTrue(failed.failure().message().contains("nothing came within 300 ms"), failed::toString);
    }

    /// Nothing but a missing frame is played for twice.
    @Test
    void noiseIsNoiseAtOnce() {
        Verdict.Failed failed = assertInstanceOf(Verdict.Failed.class, play(Quirk.RELAYS_TWICE, "", """
                dial A
                dial B
                A -> node  b1 b2
                node -> B  b1 b2
                """));
        assertTrue(failed.failure().message().contains("another frame came"), failed::toString);
    }
}
