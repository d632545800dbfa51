package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Which stretches of the log blocks in a row of heights lie in. Immutable, so any number of
/// answers share it.
final class Stretches {
    private final long lastHeight;
    private final long[] heights;
    private final long[] from;
    private final long[] to;

    private Stretches(long lastHeight, long[] heights, long[] from, long[] to) {
        this.lastHeight = lastHeight;
        this.heights = heights;
        this.from = from;
        this.to = to;
    }

    /// Joins frames that lie side by side.
    ///
    /// @param first   height of the first entry
    /// @param entries of the index, at least one
    /// @param most    stop before there is one more stretch than this
    static Stretches of(long first, ByteBuffer entries, int most) {
        Joining joining = new Joining(most);
        int count = entries.remaining() / ActiveIndex.ENTRY_BYTES;
        return joining.stretches(first + joining.join(first, entries, count) - 1);
    }

    /// The same for all that the index holds above a height, a piece at a time. If there are more
    /// stretches than are ever remembered, it is one more than those.
    static Stretches above(long fork, long tip, ActiveIndex index) throws IOException {
        Joining joining = new Joining(ChainLimits.MAX_DEPARTED_STRETCHES + 1);
        long last = fork;
        while (last < tip) {
            int count = (int) Math.min(ChainLimits.PLANNED_ANSWER_BLOCKS, tip - last);
            int joined = joining.join(last + 1, index.entries(last + 1, count), count);
            last += joined;
            if (joined < count) break;
        }
        return joining.stretches(last);
    }

    /// Stretches in the making.
    private static final class Joining {
        private final int most;
        private long[] heights;
        private long[] from;
        private long[] to;
        private int size;

        Joining(int most) {
            this.most = most;
            int capacity = Math.min(most, 16);
            this.heights = new long[capacity];
            this.from = new long[capacity];
            this.to = new long[capacity];
        }

        /// @return how many entries there was room for
        int join(long first, ByteBuffer entries, int count) {
            for (int at = 0; at < count; at++) {
                long offset = ActiveIndex.offsetAt(entries, at);
                if (size > 0 && to[size - 1] == offset) {
                    to[size - 1] = ActiveIndex.endAt(entries, at);
                    continue;
                }
                if (size == most) return at;
                if (size == from.length) grow(Math.min(most, 2 * size));
                heights[size] = first + at;
                from[size] = offset;
                to[size++] = ActiveIndex.endAt(entries, at);
            }
            return count;
        }

        private void grow(int capacity) {
            heights = Arrays.copyOf(heights, capacity);
            from = Arrays.copyOf(from, capacity);
            to = Arrays.copyOf(to, capacity);
        }

        Stretches stretches(long lastHeight) {
            return new Stretches(
                    lastHeight, Arrays.copyOf(heights, size), Arrays.copyOf(from, size), Arrays.copyOf(to, size));
        }
    }

    int size() {
        return from.length;
    }

    /// The highest block in it.
    long lastHeight() {
        return lastHeight;
    }

    Extent get(int at) {
        return new Extent(from[at], to[at]);
    }

    /// The lowest block in a stretch.
    long firstHeight(int at) {
        return heights[at];
    }

    /// The highest block in a stretch.
    long lastHeight(int at) {
        return at + 1 < heights.length ? heights[at + 1] - 1 : lastHeight;
    }

    /// Which stretch the block at a height lies in.
    int holding(long height) {
        int found = Arrays.binarySearch(heights, height);
        return found >= 0 ? found : -found - 2;
    }
}
