package tsunagi.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.play.Intermission;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Forks;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.Skips;

/// Plays scenarios, several at once, each with nodes and ports of its own.
final class Suite {
    /// Stages that stay open after their last line, for each that is played. Their nodes
    /// hold memory and do nothing.
    private static final int OPEN_STAGES = 4;

    /// Scenarios with long waits at once, for each of the others.
    private static final int WAITING = 2;

    private final Conditions conditions;
    private final Judgement.Terms terms;
    private final Places working;
    /// Scenarios with long waits are idle most of the time. They have places of their own, so that
    /// they neither take others' places nor end last, and the longest of them begins first.
    private final Places waiting;
    private final Bounds bounds;

    /// @param jobs  how many at once
    /// @param terms which scenarios are left out
    Suite(Conditions conditions, int jobs, Judgement.Terms terms) {
        this(conditions, jobs, terms, Bounds.none());
    }

    /// @param bounds what is begun at all
    Suite(Conditions conditions, int jobs, Judgement.Terms terms, Bounds bounds) {
        this.bounds = bounds;
        this.conditions = conditions;
        this.terms = terms;
        this.working = new Places(jobs);
        this.waiting = jobs == 1 ? working : new Places(WAITING * jobs);
    }

    /// When scenarios are begun, and begun again.
    ///
    /// @param retries  how often a scenario that does not pass is played again
    /// @param failFast whether nothing more is begun after an unexpected result
    /// @param limit    the time of the run after which nothing more is begun
    /// @param begun    when the run began, by [System#nanoTime()]
    /// @param last     the scenario that no other is begun after, once there is one
    record Bounds(
            int retries,
            boolean failFast,
            Optional<Duration> limit,
            long begun,
            AtomicReference<@Nullable String> last) {
        static Bounds none() {
            return new Bounds(0, false, Optional.empty(), 0, new AtomicReference<>());
        }

        private Optional<Duration> passed() {
            return limit.filter(time -> System.nanoTime() - begun >= time.toNanos());
        }
    }

    /// Room for scenarios that are played, for stages that stay open, and for their
    /// ends. A stage that stays open waits for no scenario that has yet to begin, so the
    /// three can't block each other.
    private record Places(Permits played, Semaphore open, Semaphore ends) {
        Places(int jobs) {
            this(new Permits(jobs), new Semaphore(OPEN_STAGES * jobs, true), new Semaphore(jobs, true));
        }
    }

    /// One scenario's place.
    private static final class Turn implements Intermission, AutoCloseable {
        private final Places places;
        private boolean atItsEnd;

        /// @param place one of `places.played` that was asked for
        Turn(Places places, CompletableFuture<Void> place) {
            this.places = places;
            place.join();
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

    /// Plays them all, in the order of the list if there is one job. The outcomes are in that order
    /// in any case. In an interrupted run, scenarios that `done` has not
    /// heard of count as not played.
    ///
    /// @param done hears of each outcome as it comes, in any order, from one thread at a time
    List<Outcome> play(List<Mixing.Part> parts, Consumer<Outcome> done)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Map<Integer, Outcome> heard = new HashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int number : order(parts)) {
                Mixing.Part part = parts.get(number);
                Places places = part.scenario().waitsLong() ? waiting : working;
                CompletableFuture<Void> place = places.played().ask();
                running.add(threads.submit(() -> {
                    Outcome outcome = inTurn(part, new Turn(places, place));
                    synchronized (heard) {
                        if (Forks.areEnding() || over.get()) return false;
                        heard.put(number, outcome);
                        done.accept(outcome);
                        return true;
                    }
                }));
            }
            for (Future<?> one : running) Forks.resultOf(one);
            List<Outcome> outcomes = new ArrayList<>();
            synchronized (heard) {
                over.set(true);
                for (int i = 0; i < parts.size(); i++) {
                    Outcome none = unplayed(parts.get(i).scenario(), Verdict.interrupted());
                    outcomes.add(heard.getOrDefault(i, none));
                }
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    /// The numbers of the parts, in the order in which they ask for a place.
    private List<Integer> order(List<Mixing.Part> parts) {
        Stream<Integer> numbers = IntStream.range(0, parts.size()).boxed();
        if (waiting.equals(working)) return numbers.toList();
        Comparator<Integer> byWaits =
                Comparator.comparing(number -> parts.get(number).scenario().longWaits());
        return numbers.sorted(byWaits.reversed()).toList();
    }

    private Outcome inTurn(Mixing.Part part, Turn turn) {
        Scenario scenario = part.scenario();
        try (turn) {
            if (terms.leavesOut(scenario)) return unplayed(scenario, Skips.declared(scenario.needs(), terms.without()));
            if (Forks.areEnding()) return unplayed(scenario, Verdict.interrupted());
            String before = bounds.last().get();
            if (before != null) {
                return unplayed(scenario, new Verdict.Skipped("--fail-fast ended the run after " + before));
            }
            Optional<Duration> limit = bounds.passed();
            if (limit.isPresent()) {
                String reason = "--run-limit of " + limit.get().toSeconds() + " s had passed";
                return unplayed(scenario, new Verdict.Skipped(reason));
            }
            // A node that runs already is one for all: the next scenario
            // begins when this one is over.
            Intermission intermission = part.target().isFreshEachTime() ? turn : Intermission.HERE;
            Outcome outcome = retried(part, intermission);
            if (bounds.failFast() && Judgement.of(outcome, terms).isUnexpected())
                bounds.last().compareAndSet(null, scenario.id());
            return outcome;
        }
    }

    /// A failure that is listed is as expected at once.
    private Outcome retried(Mixing.Part part, Intermission intermission) {
        Outcome first = guarded(part, intermission);
        Outcome now = first;
        int plays = 1;
        while (plays <= bounds.retries() && isWorthAnother(now)) {
            now = guarded(part, Intermission.HERE);
            plays++;
        }
        if (!(now.verdict() instanceof Verdict.Passed) || !isWorthAnother(first)) return first;
        Verdict flaky = new Verdict.Passed("passed in play %s; in play 1: %s"
                .formatted(plays, Judgement.of(first, terms).reason()));
        return new Outcome(now.scenario(), flaky, now.took(), now.wire(), now.words());
    }

    private boolean isWorthAnother(Outcome outcome) {
        return switch (Judgement.of(outcome, terms).kind()) {
            case FAILED, INCONCLUSIVE, PARTNERS_FAULT -> true;
            case UNEXPECTED_PASS, SKIPPED, EXPECTED_FAILURE, TOLERATED, FLAKY, LISTED_FLAKY, LEFT_OUT, PASSED -> false;
        };
    }

    /// A defect of the kit, an Error included, is never the node's fault, and never a pass.
    private Outcome guarded(Mixing.Part part, Intermission intermission) {
        try {
            return Player.play(part.scenario(), part.target(), conditions.slower(part.patience()), intermission);
        } catch (Throwable e) {
            int line = part.scenario().steps().getFirst().line();
            return unplayed(part.scenario(), new Verdict.Inconclusive(line, Defect.sentence(e)));
        }
    }

    /// What comes of a scenario that is not begun.
    static Outcome unplayed(Scenario scenario, Verdict verdict) {
        return new Outcome(scenario, verdict, Duration.ZERO, List.of(), Map.of());
    }
}
