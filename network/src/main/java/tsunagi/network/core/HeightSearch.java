package tsunagi.network.core;

import java.io.IOException;
import tsunagi.chain.Chain;
import tsunagi.chain.Extent;

/// Finds which blocks of the active chain lie where in the log. A block lies behind its parent, so heights and offsets
/// grow together.
///
/// Each look at the index is a read of a file, and whoever is sent a chain has its pieces counted one after another. So
/// a
/// search begins where somebody guesses and goes on in steps that double, until it has passed what it looks for. A
/// wrong guess costs reads, and decides nothing.
final class HeightSearch {
    private final Chain chain;

    HeightSearch(Chain chain) {
        this.chain = chain;
    }

    /// The lowest active block that lies at this offset of the log or behind it; one above the tip if there is none.
    ///
    /// @param guess any height
    long firstFrom(long offset, long guess) throws IOException {
        long end = chain.tip().index() + 1;
        long start = Math.clamp(guess, 1, end);
        return liesBefore(start, offset, end) ? above(start, offset, end) : upTo(start, offset, end);
    }

    /// The same for where a stretch ends.
    ///
    /// @param first the lowest block that lies in the stretch
    long firstBehind(Extent stretch, long first) throws IOException {
        long averageFrame = 1 + chain.log().end() / (chain.tip().index() + 1);
        return firstFrom(stretch.to(), first + stretch.length() / averageFrame);
    }

    private long above(long below, long offset, long end) throws IOException {
        long low = below + 1;
        long high = low;
        for (long step = 1; liesBefore(high, offset, end); step *= 2) {
            low = high + 1;
            high = Math.min(end, high + step);
        }
        return between(low, high, offset, end);
    }

    private long upTo(long top, long offset, long end) throws IOException {
        long high = top;
        for (long step = 1; high > 1; step *= 2) {
            long low = Math.max(1, high - step);
            if (liesBefore(low, offset, end)) return between(low + 1, high, offset, end);
            high = low;
        }
        return high;
    }

    /// @param high does not lie before the offset
    private long between(long from, long high, long offset, long end) throws IOException {
        long low = from;
        long found = high;
        while (low < found) {
            long middle = (low + found) >>> 1;
            if (liesBefore(middle, offset, end)) low = middle + 1;
            else found = middle;
        }
        return found;
    }

    private boolean liesBefore(long height, long offset, long end) throws IOException {
        return height < end && chain.frameAt(height).orElseThrow().from() < offset;
    }
}
