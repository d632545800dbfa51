package tsunagi.network;

import java.util.function.LongConsumer;

/// Measures how long a peer's block takes from joining the chain here to being written to another peer. Only the
/// newest block is timed, so it costs a clock's reading for each block and nothing that grows.
final class RelayClock {
    private record Join(long logEnd, long at) {}

    private volatile Join newest = new Join(Long.MAX_VALUE, 0);
    private volatile LongConsumer listener = nanos -> {};

    /// Tells these nanoseconds to somebody, who should be quick.
    void listener(LongConsumer toldNanos) {
        listener = toldNanos;
    }

    /// @param logEnd where the log ends with the block in it
    void joined(long logEnd, long now) {
        newest = new Join(logEnd, now);
    }

    /// @param logOffset a peer has all before it
    void sent(long logOffset) {
        Join join = newest;
        if (logOffset == join.logEnd()) listener.accept(System.nanoTime() - join.at());
    }
}
