package tsunagi.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.Skips;

/// Plays scenarios, several at once, each with nodes and ports of its own.
final class Suite {
    private final Target target;
    private final double timeFactor;
    private final int jobs;
    private final Judgement.Terms terms;

    /// @param jobs  how many at once; one by one where all of them share one node
    /// @param terms which scenarios are left out
    Suite(Target target, double timeFactor, int jobs, Judgement.Terms terms) {
        this.target = target;
        this.timeFactor = timeFactor;
        this.terms = terms;
        this.jobs = target.isFreshEachTime() ? jobs : 1;
    }

    /// Plays them all; the outcomes are in the order of the scenarios.
    ///
    /// @param done hears of each outcome as it comes, in any order and from any thread
    List<Outcome> play(List<Scenario> scenarios, Consumer<Outcome> done)
            throws InterruptedException, ExecutionException {
        try (ExecutorService workers = places();
                ExecutorService waiting = places()) {
            List<Future<Outcome>> running = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                ExecutorService place = scenario.waitsLong() && jobs > 1 ? waiting : workers;
                running.add(place.submit(() -> {
                    Outcome outcome = guarded(scenario);
                    done.accept(outcome);
                    return outcome;
                }));
            }
            return collect(running);
        }
    }

    /// Places for so many scenarios at once. What waits for re-dials takes longest and does hardly any work: it
    /// has places of its own, so that it neither keeps others from theirs nor ends last.
    private ExecutorService places() {
        return Executors.newFixedThreadPool(jobs, Thread.ofVirtual().factory());
    }

    private static List<Outcome> collect(List<Future<Outcome>> running)
            throws InterruptedException, ExecutionException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> future : running) outcomes.add(future.get());
        return outcomes;
    }

    /// A defect of the kit, an Error included, is never the node's fault, and never a pass.
    private Outcome guarded(Scenario scenario) {
        if (terms.leavesOut(scenario)) return unplayed(scenario, Skips.declared(scenario.needs(), terms.without()));
        try {
            return Player.play(scenario, target, timeFactor);
        } catch (Throwable e) {
            int line = scenario.steps().getFirst().line();
            return unplayed(scenario, new Verdict.Inconclusive(line, Defect.sentence(e)));
        }
    }

    private static Outcome unplayed(Scenario scenario, Verdict verdict) {
        return new Outcome(scenario, verdict, Duration.ZERO, List.of(), Map.of());
    }
}
