package tsunagi.chain;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// An answer to a chain request: the active chain from a height on, as it was at the moment of the
/// request (2.2, 2.3).
///
/// It holds no list of the chain. Blocks that are still on the chain are found in the index, a few
/// at a time, when their turn comes. When blocks leave the chain, the answers that need them share
/// one list of where they lie.
///
/// Used under the same lock as its [Chain], and closed when it is not needed any more.
public final class ChainAnswer implements AutoCloseable {
    private final ActiveChain chain;
    private final long number;
    private long next;
    private long last;
    private final Deque<Slice> departed = new ArrayDeque<>(0);
    private final Deque<Planned> planned = new ArrayDeque<>(0);
    private boolean lost;

    /// What of a stretch of the log is still to be sent.
    ///
    /// @param blocks how many the whole stretch has
    private record Planned(Extent bytes, long blocks) {}

    /// A part of what left the chain at once.
    private static final class Slice {
        private final DepartedStretches.Departure departure;
        private final long start;
        private final long end;
        private final long lowest;
        private final long highest;
        private final int lastStretch;
        private int stretch;

        /// @param bytes from the start of the lowest block to the end of the highest
        Slice(DepartedStretches.Departure departure, Stretches stretches, long lowest, long highest, Extent bytes) {
            this.departure = departure;
            this.lowest = lowest;
            this.highest = highest;
            this.stretch = stretches.holding(lowest);
            this.lastStretch = stretches.holding(highest);
            this.start = bytes.from();
            this.end = bytes.to();
        }
    }

    /// @param number identifies the answer
    /// @param next   the first height in it
    /// @param last   the last one; below `next` if it is empty
    ChainAnswer(ActiveChain chain, long number, long next, long last) {
        this.chain = chain;
        this.number = number;
        this.next = next;
        this.last = last;
    }

    long number() {
        return number;
    }

    /// The highest block of it that is found in the index.
    long last() {
        return last;
    }

    /// Whether some of it is found in the index.
    boolean needsIndex() {
        return next <= last;
    }

    /// The blocks above `fork` leave the chain.
    ///
    /// @param offsets where a height's frame lies
    void depart(long fork, DepartedStretches.Departure departure, ActiveChain.Frames offsets) throws IOException {
        long lowest = Math.max(next, fork + 1);
        Stretches stretches = departure.stretches();
        if (stretches == null) {
            lost = true;
        } else if (lowest <= last) {
            Extent bytes =
                    new Extent(offsets.at(lowest).from(), offsets.at(last).to());
            departed.addFirst(new Slice(departure, stretches, lowest, last, bytes));
        }
        last = Math.min(last, fork);
    }

    /// Whether all of it has been [sent][#sent].
    public boolean isDone() {
        return planned.isEmpty() && departed.isEmpty() && !needsIndex();
    }

    /// Whether what it needs has been forgotten, because the chain reorganised too often while it
    /// was sent.
    public boolean isLost() {
        return lost;
    }

    /// The next stretch of the log to send; nothing at its end, or if it is lost.
    public Optional<Extent> first() throws IOException {
        if (planned.isEmpty()) plan();
        return Optional.ofNullable(planned.peekFirst()).map(Planned::bytes);
    }

    private void plan() throws IOException {
        if (needsIndex()) {
            Stretches found = chain.stretches(next, last);
            for (int i = 0; i < found.size(); i++) {
                planned.addLast(new Planned(found.get(i), found.lastHeight(i) - found.firstHeight(i) + 1));
            }
            next = found.lastHeight() + 1;
            if (!needsIndex()) chain.forget(this);
        } else if (!departed.isEmpty()) {
            takeFrom(departed.getFirst());
        }
    }

    private void takeFrom(Slice slice) {
        Stretches stretches = slice.departure.stretches();
        if (stretches == null) {
            lost = true;
            return;
        }
        Extent whole = stretches.get(slice.stretch);
        boolean isLast = slice.stretch == slice.lastStretch;
        long from = slice.start >= whole.from() && slice.start < whole.to() ? slice.start : whole.from();
        long highest = Math.min(slice.highest, stretches.lastHeight(slice.stretch));
        long blocks = highest - Math.max(slice.lowest, stretches.firstHeight(slice.stretch)) + 1;
        planned.addLast(new Planned(new Extent(from, isLast ? slice.end : whole.to()), blocks));
        slice.stretch++;
        if (isLast) departed.removeFirst();
    }

    /// The first `bytes` bytes of what [#first] named have been sent.
    ///
    /// @return how many blocks were in the stretch, if that was its end; 0 before
    public long sent(long bytes) {
        Planned part = planned.removeFirst();
        Extent whole = part.bytes();
        if (bytes == whole.length()) return part.blocks();
        planned.addFirst(new Planned(new Extent(whole.from() + bytes, whole.to()), part.blocks()));
        return 0;
    }

    /// Takes all extents that are left. Their number grows with that of the reorganisations: for
    /// tools and tests.
    public List<Extent> rest() throws IOException {
        List<Extent> rest = new ArrayList<>();
        for (Optional<Extent> extent = first(); extent.isPresent(); extent = first()) {
            if (!rest.isEmpty() && rest.getLast().to() == extent.get().from()) {
                rest.add(new Extent(rest.removeLast().from(), extent.get().to()));
            } else {
                rest.add(extent.get());
            }
            sent(extent.get().length());
        }
        return List.copyOf(rest);
    }

    /// It is not needed any more.
    @Override
    public void close() {
        chain.forget(this);
    }
}
