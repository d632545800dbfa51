package tsunagi.simulation.time;

import java.io.IOException;
import java.util.PriorityQueue;

/// What is to happen, in virtual time. Of what happens at the same moment, what was entered
/// first comes first, so that a run is a function of its seed.
public final class Agenda {
    /// Something that happens.
    @FunctionalInterface
    public interface Action {
        void happen() throws IOException;
    }

    private record Entry(long at, long number, Action action) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int order = Long.compare(at, other.at);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long now;
    private long entered;

    /// Nanoseconds since the beginning.
    public long now() {
        return now;
    }

    /// How many things were ever entered.
    public long entered() {
        return entered;
    }

    /// Enters something.
    ///
    /// @param nanos from now; 0 for after all that is already to happen at this moment
    public void after(long nanos, Action action) {
        entries.add(new Entry(now + Math.max(0, nanos), entered++, action));
    }

    /// Enters something.
    ///
    /// @param time nanoseconds since the beginning, not in the past
    public void at(long time, Action action) {
        after(time - now, action);
    }

    /// Lets everything happen that is entered up to this time, and moves on to it.
    public void runUntil(long time) throws IOException {
        while (!entries.isEmpty() && entries.element().at() <= time) {
            Entry next = entries.remove();
            now = next.at();
            next.action().happen();
        }
        now = time;
    }
}
