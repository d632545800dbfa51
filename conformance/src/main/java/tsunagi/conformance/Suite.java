package tsunagi.conformance;

import java.util.ArrayList;
import java.util.List;
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

/// Plays scenarios, several at once, each with nodes and ports of its own.
final class Suite {
    private final Target target;
    private final double timeFactor;
    private final int jobs;

    /// @param jobs how many at once; one by one where all of them share one node
    Suite(Target target, double timeFactor, int jobs) {
        this.target = target;
        this.timeFactor = timeFactor;
        this.jobs = target.isFreshEachTime() ? jobs : 1;
    }

    /// Plays them all; the outcomes are in the order of the scenarios.
    ///
    /// @param done hears of each outcome as it comes, in any order and from any thread
    List<Outcome> play(List<Scenario> scenarios, Consumer<Outcome> done) throws InterruptedException {
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

    private static List<Outcome> collect(List<Future<Outcome>> running) throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> future : running) {
            try {
                outcomes.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a worker failed outside of its scenario", e.getCause());
            }
        }
        return outcomes;
    }

    /// A defect of the harness is never the node's fault, and never a pass.
    private Outcome guarded(Scenario scenario) {
        try {
            return Player.play(scenario, target, timeFactor);
        } catch (RuntimeException e) {
            Verdict verdict = new Verdict.Inconclusive(1, "the harness failed: " + e);
            return new Outcome(scenario, verdict, java.time.Duration.ZERO, List.of(), java.util.Map.of());
        }
    }
}
