package tsunagi.conformance.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tsunagi.conformance.explore.Explorer.Played;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.toy.Mutant;
import tsunagi.conformance.toy.RunningToy;

/// Exchanges with toys, right ones and wrong ones.
@Timeout(900)
class ExplorerTest {
    private static final double PATIENCE = 4;
    private static final Set<Need> OFFERS = EnumSet.of(Need.CONSOLE, Need.DIAL, Need.PROCESS, Need.RESTART);
    private static final Scope ALL = new Scope(true);

    private static Explorer.Result explore(@Nullable Mutant mutant, int exchanges, Level level)
            throws InterruptedException, ExecutionException {
        Target target = RunningToy.target(mutant);
        return Explorer.of(
                        target,
                        OFFERS,
                        Conditions.of(mutant == null ? PATIENCE : 1),
                        EnumSet.range(Level.MUST, level),
                        played -> {})
                .explore(new Explorer.Bounds(1, exchanges, Duration.ofMinutes(5), 6));
    }

    @Test
    void theSameSeedIsTheSameExchange() {
        assertEquals(
                Transcript.of(Generator.exchange(3, OFFERS, ALL)), Transcript.of(Generator.exchange(3, OFFERS, ALL)));
    }

    @Test
    void aRightNodePasses() throws InterruptedException, ExecutionException {
        Explorer.Result result = explore(null, 12, Level.SHOULD);
        assertEquals(Optional.empty(), result.failure().map(Played::transcript));
        assertEquals(
                List.of(), result.inconclusive().stream().map(Played::reason).toList());
        assertTrue(result.exchanges() >= 8, result.exchanges() + " exchanges");
    }

    @Test
    void withoutForksNothingIsAskedThatTheChapterDoesNotKnow() {
        for (long seed = 1; seed <= 6; seed++) {
            String text = Transcript.of(Generator.exchange(seed, OFFERS, new Scope(false)));
            if (text != null)
                assertEquals(Level.MUST, Explorer.scenario(seed, text).level(), text);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UPPER_CASE_HASH"})
    void aWrongNodeIsFoundAndWhatFailsIsShort(Mutant mutant) throws InterruptedException, ExecutionException {
        Played failure = explore(mutant, 12, Level.SHOULD).failure().orElseThrow();
        Scenario found = Explorer.scenario(failure.seed(), failure.transcript());
        assertTrue(found.steps().size() <= 12, failure.transcript());
        assertInstanceOf(
                Verdict.Failed.class,
                Player.play(found, RunningToy.target(mutant), 1).verdict());
        assertInstanceOf(
                Verdict.Passed.class,
                Player.play(found, RunningToy.target(null), PATIENCE).verdict());
    }
}
