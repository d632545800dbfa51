package tsunagi.app.activity;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

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

    /// The oldest of them first.
    synchronized List<T> all() {
        return List.copyOf(newest);
    }
}
