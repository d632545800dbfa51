package tsunagi.conformance.explore;

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
import tsunagi.conformance.wire.Octets;

/// Makes a failing exchange short: takes out what is not needed for the failure, the largest pieces
/// first, and plays what is left. The model says again what has to come each time, so what is left
/// still has one right answer.
final class Shrinker {
    /// What is short may fail by chance, where two things happen at once. What
    /// is kept fails each time.
    private static final int STEADY = 2;

    /// Most plays for one failure. One in which a frame is missing takes 5 s.
    private static final int MAX_PLAYS = 400;

    /// A write with so many frames is halved before single actions are taken out.
    private static final int MANY_FRAMES = 8;

    private final Function<Exchange, Optional<Played>> player;
    private final Consumer<Played> watcher;
    private final ExecutorService threads;
    private final int jobs;
    private int plays;

    /// @param watcher hears of each shorter failure
    /// @param jobs    how many exchanges are played at once, in those threads
    Shrinker(Function<Exchange, Optional<Played>> player, Consumer<Played> watcher, ExecutorService threads, int jobs) {
        this.player = player;
        this.watcher = watcher;
        this.threads = threads;
        this.jobs = jobs;
    }

    /// An exchange that is shorter and fails.
    ///
    /// @param place where it stood among the candidates
    private record Shorter(Exchange exchange, Played failure, int place) {}

    /// The shortest exchange that was found to fail each time.
    Played shrunk(Exchange exchange, Played failure) throws InterruptedException, ExecutionException {
        Deque<Shorter> found = new ArrayDeque<>();
        found.push(new Shorter(exchange, failure, 0));
        Optional<Shorter> shorter = firstThatFails(found.element());
        while (shorter.isPresent()) {
            found.push(shorter.get());
            watcher.accept(shorter.get().failure());
            shorter = firstThatFails(shorter.get());
        }
        while (found.size() > 1 && !isSteady(found.element())) found.pop();
        watcher.accept(found.element().failure());
        return found.element().failure();
    }

    private boolean isSteady(Shorter one) {
        for (int again = 0; again < STEADY; again++) {
            if (failing(one.exchange(), one.place()).isEmpty()) return false;
        }
        return true;
    }

    /// The first shorter one that fails. It goes on where the last one was found: what could not be
    /// taken out before most likely can't be now.
    private Optional<Shorter> firstThatFails(Shorter from) throws InterruptedException, ExecutionException {
        int size = weight(from.exchange());
        List<Exchange> candidates = new ArrayList<>(candidates(from.exchange()));
        candidates.removeIf(candidate -> weight(candidate) >= size);
        Collections.rotate(candidates, -Math.min(from.place(), candidates.size()));
        for (int next = 0; next < candidates.size(); next += jobs) {
            if (plays >= MAX_PLAYS) return Optional.empty();
            List<Future<Optional<Shorter>>> running = new ArrayList<>();
            for (int i = next; i < Math.min(next + jobs, candidates.size()); i++) {
                Exchange candidate = candidates.get(i);
                int place = (from.place() + i) % candidates.size();
                running.add(threads.submit(() -> failing(candidate, place)));
                plays++;
            }
            Optional<Shorter> first = Optional.empty();
            for (Future<Optional<Shorter>> one : running) {
                Optional<Shorter> found = one.get();
                if (first.isEmpty()) first = found;
            }
            if (first.isPresent()) return first;
        }
        return Optional.empty();
    }

    private Optional<Shorter> failing(Exchange candidate, int place) {
        return player.apply(candidate)
                .filter(one -> one.outcome().verdict() instanceof Verdict.Failed)
                .map(one -> new Shorter(candidate, one, place));
    }

    /// How much there is to read: actions, frames, and the places at which writes are cut.
    private static int weight(Exchange exchange) {
        int weight = (exchange.listener() ? 3 : 0) + (exchange.readsBack() ? 3 : 0);
        for (Action action : exchange.actions()) {
            weight += 3;
            if (action instanceof Action.Connect connect && !connect.from().isEmpty()) weight++;
            if (action instanceof Action.Send send)
                weight += 2 * send.frames().size() + send.cuts().size();
            if (action instanceof Action.Overflow overflow)
                weight += 2 * overflow.before().size();
            if (action instanceof Action.Leave leave)
                weight += leave.requests() + (leave.tail().size() > 0 ? 1 : 0);
        }
        return weight;
    }

    /// Shorter ones, those that take out most first: many actions, many frames of one write,
    /// single actions, the rest.
    private static List<Exchange> candidates(Exchange exchange) {
        List<Action> actions = exchange.actions();
        List<Exchange> shorter = new ArrayList<>();
        for (int size = actions.size() / 2; size > 1; size /= 2) shorter.addAll(without(size, exchange));
        for (int i = 0; i < actions.size(); i++) {
            if (!(actions.get(i) instanceof Action.Send send) || send.frames().size() < MANY_FRAMES) continue;
            for (Action part : parts(send, send.frames().size() / 2)) shorter.add(replaced(exchange, i, part));
        }
        shorter.addAll(without(1, exchange));
        if (exchange.listener()) shorter.add(exchange.withoutListener());
        if (exchange.readsBack()) shorter.add(exchange.withoutReadingBack());
        for (int i = 1; i < actions.size(); i++) {
            List<Action> left = new ArrayList<>(actions);
            List<Action> two = left.subList(i - 1, i + 1);
            if (!(two.getFirst() instanceof Action.Send first) || !(two.getLast() instanceof Action.Send second))
                continue;
            List<Octets> frames = new ArrayList<>(first.frames());
            frames.addAll(second.frames());
            two.clear();
            two.add(new Action.Send(second.peer(), frames, List.of()));
            shorter.add(exchange.with(left));
        }
        for (int i = 0; i < actions.size(); i++) {
            for (Action simpler : simpler(actions.get(i))) shorter.add(replaced(exchange, i, simpler));
        }
        return shorter;
    }

    /// Without so many actions in a row. From the end, because what comes after the
    /// failure is needed least.
    private static List<Exchange> without(int size, Exchange exchange) {
        List<Exchange> shorter = new ArrayList<>();
        for (int from = exchange.actions().size() - size; from > -size; from -= size) {
            List<Action> left = new ArrayList<>(exchange.actions());
            left.subList(Math.max(0, from), from + size).clear();
            shorter.add(exchange.with(left));
        }
        return shorter;
    }

    private static Exchange replaced(Exchange exchange, int place, Action action) {
        List<Action> left = new ArrayList<>(exchange.actions());
        left.set(place, action);
        return exchange.with(left);
    }

    private static List<Action> simpler(Action action) {
        return switch (action) {
            case Action.Send send -> simpler(send);
            case Action.Overflow overflow -> List.of(new Action.Overflow(overflow.peer(), List.of(), overflow.bytes()));
            case Action.Leave leave ->
                List.of(
                        new Action.Leave(leave.peer(), 0, Octets.NONE, leave.way()),
                        new Action.Leave(leave.peer(), 0, leave.tail(), leave.way()),
                        new Action.Leave(leave.peer(), leave.requests(), Octets.NONE, leave.way()));
            case Action.Connect connect ->
                connect.from().isEmpty() ? List.of() : List.of(new Action.Connect(connect.peer()));
            case Action.Redial ignored -> List.of();
            case Action.Type ignored -> List.of();
            case Action.Restart ignored -> List.of();
        };
    }

    private static List<Action> simpler(Action.Send send) {
        List<Action> simpler = new ArrayList<>();
        if (!send.cuts().isEmpty()) simpler.add(new Action.Send(send.peer(), send.frames(), List.of()));
        for (int size = send.frames().size() / 2; size >= 1; size /= 2) simpler.addAll(parts(send, size));
        for (Integer cut : send.cuts()) {
            if (send.cuts().size() > 1) simpler.add(new Action.Send(send.peer(), send.frames(), List.of(cut)));
        }
        return simpler;
    }

    /// Without so many frames in a row.
    private static List<Action> parts(Action.Send send, int size) {
        List<Action> parts = new ArrayList<>();
        for (int from = 0; from + size <= send.frames().size(); from += size) {
            List<Octets> left = new ArrayList<>(send.frames());
            left.subList(from, from + size).clear();
            parts.add(new Action.Send(send.peer(), left, List.of()));
        }
        return parts;
    }
}
