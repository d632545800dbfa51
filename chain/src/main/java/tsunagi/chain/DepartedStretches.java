package tsunagi.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Where the blocks lie that left the active chain while answers with them were under way.
///
/// Bounded in all: the oldest are forgotten first. An answer that still needs them has been read so
/// slowly that the chain left its blocks very often meanwhile, and cannot go on.
final class DepartedStretches {
    private final int most;
    private final Deque<Departure> departures = new ArrayDeque<>();
    private int size;

    /// What left the chain at once.
    static final class Departure {
        private @Nullable Stretches stretches;

        private Departure(Stretches stretches) {
            this.stretches = stretches;
        }

        /// Nothing if it has been forgotten.
        @Nullable
        Stretches stretches() {
            return stretches;
        }
    }

    /// @param most stretches in all
    DepartedStretches(int most) {
        this.most = most;
    }

    Departure add(Stretches stretches) {
        Departure added = new Departure(stretches);
        departures.addLast(added);
        size += stretches.size();
        while (size > most) forget(departures.removeFirst());
        return added;
    }

    private void forget(Departure oldest) {
        Stretches forgotten = oldest.stretches;
        oldest.stretches = null;
        if (forgotten != null) size -= forgotten.size();
    }

    /// How many stretches it remembers.
    int size() {
        return size;
    }
}
