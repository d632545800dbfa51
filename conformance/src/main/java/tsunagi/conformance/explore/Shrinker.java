package tsunagi.conformance.explore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import tsunagi.conformance.explore.Explorer.Played;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.target.Forks;

/// Makes a failing exchange short: takes out what is not needed for the failure, the largest pieces
/// first, and plays what is left. The model says again what has to come each time, so what is left
/// still has one right answer.
final class Shrinker {
    /// What is short may fail by chance, where two things happen at once. What
    /// is kept fails each time.
    private static final int STEADY = 2;

    /// Most plays for one failure. One in which a frame is missing takes 5 s.
    private static final int MAX_PLAYS = 400;

    /// No other candidate is played after this time. A network may need 30 s for each play.
    private static final Duration MAX_TIME = Duration.ofMinutes(5);

    private final Function<Drawn, Optional<Played>> player;
    private final Consumer<Played> watcher;
    private final ExecutorService threads;
    private final int jobs;
    private final long began = System.nanoTime();
    private int plays;

    /// @param watcher hears of each shorter failure
    /// @param jobs    how many exchanges are played at once, in those threads
    Shrinker(Function<Drawn, Optional<Played>> player, Consumer<Played> watcher, ExecutorService threads, int jobs) {
        this.player = player;
        this.watcher = watcher;
        this.threads = threads;
        this.jobs = jobs;
    }

    /// An exchange that is shorter and fails.
    ///
    /// @param place where it stood among the candidates
    private record Shorter(Drawn exchange, Played failure, int place) {}

    /// The shortest exchange that was found to fail each time.
    Played shrunk(Drawn exchange, Played failure) throws InterruptedException, ExecutionException {
        Deque<Shorter> found = new ArrayDeque<>();
        found.push(new Shorter(exchange, failure, 0));
        Optional<Shorter> shorter = firstThatFails(found.element());
        while (shorter.isPresent()) {
            found.push(shorter.get());
            watcher.accept(shorter.get().failure());
            shorter = firstThatFails(shorter.get());
        }
        // Nothing can be played any more then, and the shortest one failed once.
        while (found.size() > 1 && !isSteady(found.element()) && !Forks.areEnding()) found.pop();
        watcher.accept(found.element().failure());
        return found.element().failure();
    }

    private boolean isSteady(Shorter one) throws InterruptedException, ExecutionException {
        for (int again = 0; again < STEADY; again++) {
            Future<Optional<Shorter>> play = threads.submit(() -> failing(one.exchange(), one.place()));
            if (Forks.resultOf(play).flatMap(found -> found).isEmpty()) return false;
        }
        return true;
    }

    /// The first shorter one that fails. It goes on where the last one was found: what could not be
    /// taken out before most likely can't be now.
    private Optional<Shorter> firstThatFails(Shorter from) throws InterruptedException, ExecutionException {
        int size = from.exchange().weight();
        List<Drawn> candidates = new ArrayList<>(from.exchange().shorter());
        candidates.removeIf(candidate -> candidate.weight() >= size);
        Collections.rotate(candidates, -Math.min(from.place(), candidates.size()));
        for (int next = 0; next < candidates.size(); next += jobs) {
            boolean late = plays >= MAX_PLAYS || System.nanoTime() - began >= MAX_TIME.toNanos();
            if (late || Forks.areEnding()) return Optional.empty();
            List<Future<Optional<Shorter>>> running = new ArrayList<>();
            for (int i = next; i < Math.min(next + jobs, candidates.size()); i++) {
                Drawn candidate = candidates.get(i);
                int place = (from.place() + i) % candidates.size();
                running.add(threads.submit(() -> failing(candidate, place)));
                plays++;
            }
            Optional<Shorter> first = Optional.empty();
            for (Future<Optional<Shorter>> one : running) {
                Optional<Shorter> found = Forks.resultOf(one).flatMap(play -> play);
                if (first.isEmpty()) first = found;
            }
            if (first.isPresent()) return first;
        }
        return Optional.empty();
    }

    private Optional<Shorter> failing(Drawn candidate, int place) {
        return player.apply(candidate)
                .filter(one -> one.outcome().verdict() instanceof Verdict.Failed)
                .map(one -> new Shorter(candidate, one, place));
    }
}
