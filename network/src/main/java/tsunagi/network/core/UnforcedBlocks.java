package tsunagi.network.core;

import java.util.ArrayDeque;
import java.util.Deque;
import tsunagi.chain.Extent;

/// Where in the log lie the blocks mined here that are not on disk yet. No peer may hear of one,
/// for a loss of power would take back what others build on; and as the log is what is sent, in
/// its order, nothing after it overtakes it.
final class UnforcedBlocks {
    private final Deque<Extent> own = new ArrayDeque<>();

    /// A block mined here was appended.
    void add(long offset, int length) {
        own.addLast(new Extent(offset, offset + length));
    }

    /// How far the log may be sent.
    long sendableEnd(long logEnd, long durableEnd) {
        while (!own.isEmpty() && own.getFirst().to() <= durableEnd) own.removeFirst();
        return own.isEmpty() ? logEnd : own.getFirst().from();
    }
}
