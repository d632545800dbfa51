package tsunagi.conformance;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.toy.Defect;
import tsunagi.conformance.toy.Freedom;
import tsunagi.conformance.toy.RunningToy;

/// Scenarios played against toys, right ones and wrong ones, many at once.
final class MutantRuns {
    /// A correct toy is never late, a busy machine may be.
    private static final double PATIENCE = 4;

    /// Most runs wait for a frame that never comes.
    private static final int AT_ONCE = 64;

    /// One run: a scenario against the toy with a fault, or without.
    record Run(Scenario scenario, @Nullable Defect mutant) {
        /// @param patience what a mutant's times are multiplied by
        Outcome play(double patience) {
            Target target = RunningToy.target(mutant);
            // What comes out oddly is played again here, in less company.
            return isRight()
                    ? Player.play(scenario, target, PATIENCE)
                    : Player.playOnce(scenario, target, Conditions.of(patience));
        }

        private boolean isRight() {
            return mutant == null || mutant instanceof Freedom;
        }

        boolean wants(Verdict verdict) {
            return isRight() ? verdict instanceof Verdict.Passed : verdict instanceof Verdict.Failed;
        }

        String name() {
            return scenario.id() + " " + (mutant == null ? "none" : mutant.id());
        }
    }

    private final Map<String, Verdict> verdicts = new TreeMap<>();

    static MutantRuns none() {
        return new MutantRuns();
    }

    static MutantRuns of(Collection<Run> runs) throws InterruptedException, ExecutionException {
        MutantRuns played = new MutantRuns();
        played.play(runs, AT_ONCE, 1);
        return played;
    }

    private void play(Collection<Run> runs, int atOnce, double patience)
            throws InterruptedException, ExecutionException {
        try (ExecutorService workers = Executors.newFixedThreadPool(atOnce)) {
            Map<String, Future<Outcome>> running = new TreeMap<>();
            for (Run run : longestFirst(runs)) running.put(run.name(), workers.submit(() -> run.play(patience)));
            for (Map.Entry<String, Future<Outcome>> entry : running.entrySet()) {
                verdicts.put(entry.getKey(), entry.getValue().get().verdict());
            }
        }
    }

    /// What waits for re-dials hardly works, and must not be what all others
    /// have waited for in the end.
    private static List<Run> longestFirst(Collection<Run> runs) {
        return runs.stream()
                .sorted(Comparator.comparing(run -> !run.scenario().waitsLong()))
                .toList();
    }

    /// Plays some once more, and gives the mutants more time too, so that they are late for
    /// their own reasons alone.
    void again(List<Run> runs, int atOnce) throws InterruptedException, ExecutionException {
        play(runs, atOnce, PATIENCE / 2);
    }

    Verdict verdict(Run run) {
        return verdict(
                run.scenario(), run.mutant() == null ? "none" : run.mutant().id());
    }

    /// @param mutant its id
    Verdict verdict(Scenario scenario, String mutant) {
        return Objects.requireNonNull(verdicts.get(scenario.id() + " " + mutant));
    }
}
