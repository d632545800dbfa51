package tsunagi.chain;

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
        int capacity = Math.min(most, 16);
        long[] heights = new long[capacity];
        long[] from = new long[capacity];
        long[] to = new long[capacity];
        int size = 0;
        int count = entries.remaining() / ActiveIndex.ENTRY_BYTES;
        int at = 0;
        for (; at < count; at++) {
            long offset = ActiveIndex.offsetAt(entries, at);
            if (size > 0 && to[size - 1] == offset) {
                to[size - 1] = ActiveIndex.endAt(entries, at);
                continue;
            }
            if (size == most) break;
            if (size == from.length) {
                int more = Math.min(most, 2 * size);
                heights = Arrays.copyOf(heights, more);
                from = Arrays.copyOf(from, more);
                to = Arrays.copyOf(to, more);
            }
            heights[size] = first + at;
            from[size] = offset;
            to[size++] = ActiveIndex.endAt(entries, at);
        }
        return new Stretches(
                first + at - 1, Arrays.copyOf(heights, size), Arrays.copyOf(from, size), Arrays.copyOf(to, size));
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

    /// Which stretch the block at a height lies in.
    int holding(long height) {
        int found = Arrays.binarySearch(heights, height);
        return found >= 0 ? found : -found - 2;
    }
}
