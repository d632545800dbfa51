package tsunagi.app.activity;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// The newest of many.
final class Recent<T> {
    private final int most;
    private final Deque<T> newest = new ArrayDeque<>();

    Recent(int most) {
        this.most = most;
    }

    synchronized void add(T item) {
        if (newest.size() == most) newest.removeFirst();
        newest.addLast(item);
    }

    /// Adds to the newest what belongs to it, or begins the next.
    ///
    /// @param merged both as one; nothing if they are two
    synchronized void merge(T item, BiFunction<T, T, Optional<T>> merged) {
        Optional<T> one = newest.isEmpty() ? Optional.empty() : merged.apply(newest.getLast(), item);
        if (one.isPresent()) newest.removeLast();
        add(one.orElse(item));
    }

    /// The oldest of them first.
    synchronized List<T> all() {
        return List.copyOf(newest);
    }
}
