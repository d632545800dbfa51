package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import tsunagi.conformance.MutantRuns.Run;
import tsunagi.conformance.toy.Freedom;

/// No transcript fails a node that is right in an unusual way.
@Isolated("it keeps the processors busy, and other tests look at the clock")
@Timeout(600)
class FreedomsTest {
    /// What else is played shows no gossip.
    private static final List<String> RULES_OF_GOSSIP = List.of("3.6", "4.1", "4.2", "4.3");

    /// A busy machine is no evidence.
    private static final int SOME_AT_ONCE = 4;

    @Test
    void aRightNodeThatIsUnusualPasses() throws Exception {
        List<Run> runs = KillMatrixTest.scenarios().stream()
                .filter(scenario ->
                        !scenario.waitsLong() && scenario.rules().stream().anyMatch(RULES_OF_GOSSIP::contains))
                .map(scenario -> new Run(scenario, Freedom.RELAYS_LATE))
                .toList();
        MutantRuns played = MutantRuns.of(runs);
        played.again(wrong(runs, played), SOME_AT_ONCE);
        List<String> faults = new ArrayList<>();
        for (Run run : wrong(runs, played)) faults.add(run.name() + ": " + played.verdict(run));
        assertEquals(List.of(), faults);
    }

    private static List<Run> wrong(List<Run> runs, MutantRuns played) {
        return runs.stream().filter(run -> !run.wants(played.verdict(run))).toList();
    }
}
