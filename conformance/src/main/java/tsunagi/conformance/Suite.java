package tsunagi.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tsunagi.conformance.play.Intermission;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Patience;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Target;

/// Plays scenarios, several at once, each with nodes and ports of its own.
final class Suite {
    /// Stages that stay open after their last line, for each that is played. Their nodes hold memory and do nothing.
    private static final int OPEN_STAGES = 4;

    private final Target target;
    private final double timeFactor;
    private final Places working;
    /// Scenarios with long waits are idle most of the time. They have places of their own, so that they neither
    /// take others' places nor end last.
    private final Places waiting;

    /// @param jobs how many at once; one by one where all of them share one node
    Suite(Target target, double timeFactor, int jobs) {
        this.target = target;
        this.timeFactor = timeFactor;
        int places = target.isFreshEachTime() ? jobs : 1;
        this.working = new Places(places);
        this.waiting = places == 1 ? working : new Places(places);
    }

    /// Room for scenarios that are played, for stages that stay open, and for their ends. A stage that stays open
    /// waits for no scenario that has yet to begin, so the three can't block each other.
    private record Places(Semaphore played, Semaphore open, Semaphore ends) {
        Places(int jobs) {
            this(new Semaphore(jobs, true), new Semaphore(OPEN_STAGES * jobs, true), new Semaphore(jobs, true));
        }
    }

    /// One scenario's place.
    private static final class Turn implements Intermission, AutoCloseable {
        private final Places places;
        private boolean atItsEnd;

        Turn(Places places) {
            this.places = places;
            places.played.acquireUninterruptibly();
        }

        /// Gives the place to another scenario while the stage stays open.
        @Override
        public void pass(Duration time) {
            if (!atItsEnd) {
                places.open.acquireUninterruptibly();
                places.played.release();
            } else {
                places.ends.release();
            }
            LockSupport.parkNanos(time.toNanos());
            places.ends.acquireUninterruptibly();
            atItsEnd = true;
        }

        @Override
        public void close() {
            if (atItsEnd) {
                places.ends.release();
                places.open.release();
            } else {
                places.played.release();
            }
        }
    }

    /// Plays them all; the outcomes are in the order of the scenarios.
    ///
    /// @param done hears of each outcome as it comes, in any order and from any thread
    List<Outcome> play(List<Scenario> scenarios, Consumer<Outcome> done) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> running = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                running.add(threads.submit(() -> {
                    Outcome outcome = inTurn(scenario);
                    done.accept(outcome);
                    return outcome;
                }));
            }
            return collect(running);
        }
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

    private Outcome inTurn(Scenario scenario) {
        try (Turn turn = new Turn(scenario.waitsLong() ? waiting : working)) {
            // A node that runs already is one for all: the next scenario begins when this one is over.
            Intermission intermission = target.isFreshEachTime() ? turn : Intermission.HERE;
            return guarded(scenario, intermission);
        }
    }

    /// A defect of the kit is never the node's fault, and never a pass.
    private Outcome guarded(Scenario scenario, Intermission intermission) {
        try {
            return Player.play(scenario, target, Patience.of(timeFactor), intermission);
        } catch (RuntimeException e) {
            Verdict verdict = new Verdict.Inconclusive(1, "the kit failed: " + e);
            return new Outcome(scenario, verdict, Duration.ZERO, List.of(), Map.of());
        }
    }
}
