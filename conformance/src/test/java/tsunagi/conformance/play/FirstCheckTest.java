package tsunagi.conformance.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.conformance.Quirk;
import tsunagi.conformance.StubNode;
import tsunagi.conformance.wire.Mint;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// One look at a node before all scenarios.
class FirstCheckTest {
    private static FirstCheck.Looked look(Quirk quirk) throws IOException {
        return assertInstanceOf(FirstCheck.Looked.class, FirstCheck.run(StubNode.target(quirk), Conditions.of(1)));
    }

    @Test
    void aRightNodeHasNoFault() throws IOException {
        assertEquals(new FirstCheck.Looked(List.of(), Set.of()), look(Quirk.NONE));
    }

    @Test
    void aRightNodeThatRegistersConnectionsLateHasNoFault() throws IOException {
        assertEquals(new FirstCheck.Looked(List.of(), Set.of()), look(Quirk.REGISTERS_LATE));
    }

    @ParameterizedTest
    @CsvSource({
        "MINES_WITHOUT_WORK, 3.1,",
        "KEEPS_HALF_CLOSED,  1.5,",
        "SHOUTS,             6.2,",
        "RELAYS_NOTHING,     4.1, NO_RELAY",
        "WRITES_SPACES,      2.5, OTHER_FORM",
    })
    void theOneFaultIsNamed(Quirk quirk, String rule, Allowance allowance) throws IOException {
        FirstCheck.Looked looked = look(quirk);
        assertEquals(
                List.of(rule), looked.findings().stream().map(Finding::rule).toList());
        assertEquals(allowance == null ? Set.of() : Set.of(allowance), looked.allowances());
    }

    /// Neither keeps a connection open, so neither is blamed for that.
    @ParameterizedTest
    @ValueSource(strings = {"CLOSES_AT_ONCE", "GREETS_WITH_GENESIS"})
    void onlyANodeThatKeepsAConnectionOpenIsBlamedForThat(Quirk quirk) throws IOException {
        assertTrue(look(quirk).findings().stream().noneMatch(one -> one.rule().equals("1.5")));
    }

    /// Whatever else was missing then is no fault of its own.
    @Test
    void aNodeThatEndsMeanwhileIsShownWithItsLastWords() throws IOException {
        Finding only = look(Quirk.DIES_ON_A_BLOCK).findings().getFirst();
        assertTrue(only.fault().contains("ended with status"), only::fault);
        assertTrue(only.advice().startsWith("its last line: "), only::advice);
        assertEquals(1, look(Quirk.DIES_ON_A_BLOCK).findings().size());
    }

    @Test
    void aNodeThatDoesNotStartIsShownWithItsLastWords() throws IOException {
        FirstCheck.NotStarted not = assertInstanceOf(
                FirstCheck.NotStarted.class, FirstCheck.run(StubNode.target(Quirk.NEVER_LISTENS), Conditions.of(1)));
        assertTrue(not.reason().contains("status 1"), not::reason);
        assertTrue(not.reason().contains("a stub with the quirk"), not::reason);
    }

    @ParameterizedTest
    @CsvSource({"0000d00f, 2025", "000057e2, release build", "00009e7e, 2026", "0000aaaa, appendix A"})
    void anotherGenesisIsNamed(String start, String advice) {
        WireBlock block = Mint.mined(WireBlock.draft(1, 1, start + "0".repeat(56), "line"));
        Finding finding = FirstLine.of(block.canonicalFrame(), "line").finding();
        assertTrue(finding != null && finding.rule().equals("3.3"), "the genesis block is fixed");
        assertTrue(finding.advice().contains(advice), finding::advice);
    }

    @Test
    void aHashThatIsNotOfItsContentsIsNamed() {
        WireBlock right = Mint.mined(WireBlock.draft(1, 1, WireBlock.GENESIS_HASH, "line"));
        Octets frame = Octets.utf8(
                right.canonicalFrame().toString().replace("line", "lime").replace("\\n", "\n"));
        Finding finding = FirstLine.of(frame, "lime").finding();
        assertTrue(finding != null && finding.rule().equals("3.1"), "the hash is not that of its contents");
    }

    /// A node that relays nothing fails, but at that alone; and its other faults show.
    @Test
    void aFaultThatIsKnownHidesNoOther() {
        Set<Allowance> known = Set.of(Allowance.NO_RELAY);
        assertTrue(failure(Quirk.RELAYS_NOTHING, "b1", known).message().startsWith("the only fault seen here is that"));
        assertEquals(
                "another frame came", failure(Quirk.RELAYS_NOTHING, "b2", known).message());
        known = Set.of(Allowance.OTHER_FORM);
        assertTrue(failure(Quirk.WRITES_SPACES, "b1", known).message().startsWith("the only fault seen here is that"));
        assertEquals(
                "another frame came", failure(Quirk.WRITES_SPACES, "b2", known).message());
    }

    private static Verdict.Failure failure(Quirk quirk, String answer, Set<Allowance> known) {
        Conditions conditions = Conditions.of(1).allowing(known);
        Outcome outcome = Player.play(
                PlayerTest.scenario("", """
            dial A
            dial B
            A -> node  b1
            node -> B  b1
            A -> node  GET_CHAIN
            node -> A  %s
            """.formatted(answer)), StubNode.target(quirk), conditions, Intermission.HERE);
        return assertInstanceOf(Verdict.Failed.class, outcome.verdict()).failure();
    }
}
