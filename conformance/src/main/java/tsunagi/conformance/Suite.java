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
        try (ExecutorService workers =
                Executors.newFixedThreadPool(jobs, Thread.ofVirtual().factory())) {
            List<Future<Outcome>> running = new ArrayList<>();
            for (Scenario scenario : longestFirst(scenarios)) {
                running.add(workers.submit(() -> {
                    Outcome outcome = guarded(scenario);
                    done.accept(outcome);
                    return outcome;
                }));
            }
            return collect(scenarios, running);
        }
    }

    /// What waits for re-dials takes longest and hardly any work: it starts first, so that it does not end last.
    private static List<Scenario> longestFirst(List<Scenario> scenarios) {
        List<Scenario> order = new ArrayList<>(scenarios);
        order.sort((one, other) -> Boolean.compare(other.waitsLong(), one.waitsLong()));
        return order;
    }

    private static List<Outcome> collect(List<Scenario> scenarios, List<Future<Outcome>> running)
            throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> future : running) {
            try {
                outcomes.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a worker failed outside of its scenario", e.getCause());
            }
        }
        outcomes.sort((one, other) -> scenarios.indexOf(one.scenario()) - scenarios.indexOf(other.scenario()));
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
