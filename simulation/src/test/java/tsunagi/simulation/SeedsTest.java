package tsunagi.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tsunagi.simulation.node.Software;
import tsunagi.simulation.time.Trace;

/// The build's budget of seeds: each is another network, other faults and another order of events.
class SeedsTest {
    static final long BUDGET = 30;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, BUDGET);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyInvariantHoldsAndAllAgreeInTheEnd(long seed) {
        Outcome outcome = Simulation.run(Scenario.of(seed), new Software(), Trace.to(line -> {}));
        assertInstanceOf(Outcome.Held.class, outcome, () -> OutcomeText.of(outcome));
    }

    /// A budget of quiet seeds would prove nothing.
    @Test
    void theBudgetGoesThroughEverything() {
        List<String> lines = new ArrayList<>();
        for (long seed = 1; seed <= 12; seed++) {
            Simulation.run(Scenario.of(seed), new Software(), Trace.to(lines::add));
        }
        List<String> expected = List.of(
                "mined block",
                "reorganised",
                "orphan",
                "side branch",
                "crashes in the middle of a write",
                "crashes while it starts",
                "is severed",
                "is held up",
                "is lost",
                "tail of its log: TORN",
                "tail of its log: REORDERED",
                "REWRITTEN_HISTORY against",
                "EQUIVOCATION against",
                "NO_WORK against",
                "ORPHANS against",
                "REQUESTS against",
                "DEAFNESS against",
                "LONG_RIVAL against",
                "FLIPS against",
                "CROWD against",
                "on a rival",
                "has switched",
                "keeps a checkpoint",
                "has proven its checkpoint",
                "ends of tsunagi.simulation.disk.UncheckedFailure",
                "GARBAGE against",
                "too many chain requests at once",
                "bans hostile",
                "4096 bytes came without an LF");
        List<String> missed = expected.stream()
                .filter(event -> lines.stream().noneMatch(line -> line.contains(event)))
                .toList();
        assertEquals(List.of(), missed);
        assertTrue(lines.size() > 5_000, () -> "only " + lines.size() + " events");
    }
}
