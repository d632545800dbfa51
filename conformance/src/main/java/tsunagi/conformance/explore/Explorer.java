package tsunagi.conformance.explore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.play.Intermission;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.report.Printable;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.ScenarioParser;
import tsunagi.conformance.target.Forks;
import tsunagi.conformance.target.Target;

/// Plays exchanges with consecutive seeds, several at once, until one fails, all
/// are played, or time is up.
public final class Explorer {
    /// What came of an exchange.
    ///
    /// @param seed          that it was drawn from
    /// @param text          its transcript
    /// @param outcome       of a play that failed, if one did
    /// @param isUnconfirmed whether it failed, and then did not fail again
    public record Played(long seed, String text, Outcome outcome, boolean isUnconfirmed) {
        private static final int BRIEF = 80;

        /// How often a failure is looked for again. A node that is right and late
        /// once is not wrong.
        private static final int AGAIN = 2;

        /// Why it did not pass; empty if it did.
        public String reason() {
            return switch (outcome.verdict()) {
                case Verdict.Failed failed ->
                    (isUnconfirmed ? "it failed once in " + (1 + AGAIN) + " plays: " : "")
                            + failed.failure().message();
                case Verdict.Inconclusive inconclusive -> inconclusive.reason();
                case Verdict.Passed ignored -> "";
                case Verdict.Skipped skipped -> skipped.reason();
            };
        }

        /// Whether that failure counts.
        boolean isFailure() {
            return outcome.verdict() instanceof Verdict.Failed && !isUnconfirmed;
        }

        /// Whether it was played to its end. The target offers all that was drawn, so only an end
        /// of the kit cuts it short.
        private boolean isWhole() {
            return !(outcome.verdict() instanceof Verdict.Skipped);
        }

        private boolean isUndecided() {
            return outcome.verdict() instanceof Verdict.Inconclusive || isUnconfirmed;
        }

        /// The transcript, and before its definitions what failed and where it comes from.
        public String transcript() {
            String found =
                    "# The right answers follow from PROTOCOL.md. What failed: " + Printable.line(reason()) + "\n";
            return text.replaceFirst("title .*", Matcher.quoteReplacement("title   Seed " + seed + ": " + brief()))
                    .replaceFirst("\n\n", Matcher.quoteReplacement("\n\n" + found));
        }

        private String brief() {
            String line = Printable.line(reason());
            return line.length() <= BRIEF ? line : line.substring(0, BRIEF) + "…";
        }
    }

    /// What came of an exploration.
    ///
    /// @param exchanges    how many were played to the end
    /// @param steps        lines of them all
    /// @param inconclusive those that could not be decided, or failed once and never again
    /// @param failure      the failure with the smallest seed, shrunk
    public record Result(int exchanges, int steps, List<Played> inconclusive, Optional<Played> failure) {
        public Result {
            inconclusive = List.copyOf(inconclusive);
        }
    }

    /// How far to go.
    ///
    /// @param seed      of the first exchange
    /// @param exchanges how many at most
    /// @param time      after which no other one begins
    /// @param jobs      how many at once
    public record Bounds(long seed, int exchanges, Duration time, int jobs) {}

    /// Hears how far an exploration is, from any thread.
    public interface Watcher {
        /// An exchange was played to its end.
        void played(Played exchange);

        /// A failure that counts. Then each shorter one, while it is made shorter.
        void found(Played failure);
    }

    private final BiFunction<Long, Scenario, Outcome> player;
    private final LongFunction<Drawn> drawing;
    private final Scope scope;
    private final Watcher watcher;

    /// @param player  plays the scenario of a seed; several threads call it
    /// @param drawing what a seed gives
    /// @param scope   which rules are judged
    private Explorer(
            BiFunction<Long, Scenario, Outcome> player, LongFunction<Drawn> drawing, Scope scope, Watcher watcher) {
        this.player = player;
        this.drawing = drawing;
        this.scope = scope;
        this.watcher = watcher;
    }

    /// @param player plays one scenario; several threads call it
    /// @param offers what the target can do
    /// @param scope  which rules are judged
    Explorer(Function<Scenario, Outcome> player, Set<Need> offers, Scope scope, Watcher watcher) {
        this((seed, scenario) -> player.apply(scenario), seed -> exchange(seed, offers, scope), scope, watcher);
    }

    /// Explores networks of several implementations.
    ///
    /// @param player plays the network of a seed, each node by one of them; several threads call it
    /// @param offers what each of them can do
    /// @param strict the levels whose failures count
    public static Explorer ofNetworks(
            BiFunction<Long, Scenario, Outcome> player, Set<Need> offers, Set<Level> strict, Watcher watcher) {
        Scope scope = Scope.of(strict);
        return new Explorer(player, seed -> network(seed, offers, scope), scope, watcher);
    }

    /// Explores a target.
    ///
    /// @param offers what of the target's is used
    /// @param strict the levels whose failures count
    public static Explorer of(
            Target target, Set<Need> offers, Conditions conditions, Set<Level> strict, Watcher watcher) {
        return new Explorer(
                scenario -> Player.play(scenario, target, conditions, Intermission.HERE),
                offers,
                Scope.of(strict),
                watcher);
    }

    /// Plays them, and shrinks the failure with the smallest seed.
    public Result explore(Bounds bounds) throws InterruptedException, ExecutionException {
        AtomicLong next = new AtomicLong(bounds.seed());
        AtomicBoolean found = new AtomicBoolean();
        long end = System.nanoTime() + bounds.time().toNanos();
        List<Played> played = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(bounds.jobs());
        try {
            List<Future<List<Played>>> running = new ArrayList<>();
            for (int job = 0; job < bounds.jobs(); job++) {
                running.add(threads.submit(() -> inTurn(bounds, next, found, end, played), played));
            }
            for (Future<List<Played>> job : running) Forks.resultOf(job);
            return result(List.copyOf(played), threads, bounds.jobs());
        } finally {
            threads.shutdownNow();
        }
    }

    private Result result(List<Played> played, ExecutorService threads, int jobs)
            throws InterruptedException, ExecutionException {
        int steps = played.stream()
                .mapToInt(one -> one.outcome().scenario().steps().size())
                .sum();
        List<Played> failed = of(played, Played::isFailure);
        Optional<Played> failure = Optional.empty();
        if (!failed.isEmpty()) {
            Played first = failed.getFirst();
            watcher.found(first);
            Shrinker shrinker = new Shrinker(this::play, watcher::found, threads, jobs);
            Optional<Drawn> drawn = Forks.resultOf(threads.submit(() -> drawing.apply(first.seed())));
            failure = Optional.of(drawn.isPresent() ? shrinker.shrunk(drawn.get(), first) : first);
        }
        return new Result(played.size(), steps, of(played, Played::isUndecided), failure);
    }

    private static List<Played> of(List<Played> played, Predicate<Played> kind) {
        return played.stream()
                .filter(kind)
                .sorted(Comparator.comparingLong(Played::seed))
                .toList();
    }

    private void inTurn(Bounds bounds, AtomicLong next, AtomicBoolean found, long end, List<Played> played) {
        while (!found.get() && System.nanoTime() < end && !Forks.areEnding()) {
            long seed = next.getAndIncrement();
            if (seed >= bounds.seed() + bounds.exchanges()) break;
            play(drawing.apply(seed))
                    .map(this::confirmed)
                    .filter(Played::isWhole)
                    .ifPresent(one -> {
                        played.add(one);
                        watcher.played(one);
                        if (one.isFailure()) found.set(true);
                    });
        }
    }

    /// What fails or is not decided is played again: it counts if it comes out so once more.
    private Played confirmed(Played first) {
        if (first.reason().isEmpty() || !first.isWhole()) return first;
        Played last = first;
        for (int again = 0; again < Played.AGAIN; again++) {
            last = played(first.seed(), first.text());
            if (last.isFailure() || !last.isWhole()) return last;
        }
        return first.isFailure() ? new Played(first.seed(), first.text(), first.outcome(), true) : last;
    }

    private Played played(long seed, String text) {
        return new Played(seed, text, player.apply(seed, scenario(seed, text)), false);
    }

    static Exchange exchange(long seed, Set<Need> offers, Scope scope) {
        return judged(seed, scope, other -> Generator.exchange(other, offers, scope))
                .named(seed);
    }

    static Network network(long seed, Set<Need> offers, Scope scope) {
        return judged(seed, scope, other -> NetworkGenerator.network(other, offers, scope))
                .named(seed);
    }

    /// PROTOCOL.md may leave open what must come. Then another one is drawn, from a seed that
    /// follows from the first, so that as many are played as were asked for.
    private static <T extends Drawn> T judged(long seed, Scope scope, LongFunction<T> drawing) {
        SplittableRandom others = new SplittableRandom(seed);
        T drawn = drawing.apply(seed);
        while (drawn.transcript(scope) == null) drawn = drawing.apply(others.nextLong());
        return drawn;
    }

    /// Nothing where PROTOCOL.md leaves open what must come.
    private Optional<Played> play(Drawn drawn) {
        String text = drawn.transcript(scope);
        if (text == null) return Optional.empty();
        return Optional.of(played(drawn.seed(), text));
    }

    static Scenario scenario(long seed, String text) {
        return switch (ScenarioParser.parse("seed-" + seed, text)) {
            case ScenarioParser.Parsed parsed -> parsed.scenario();
            case ScenarioParser.Refused refused ->
                throw new IllegalStateException(
                        "the exchange of seed " + seed + " is no transcript: " + refused.error());
        };
    }
}
