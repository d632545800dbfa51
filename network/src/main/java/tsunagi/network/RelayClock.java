package tsunagi.network;

import tsunagi.chain.AddResult;

/// Measures how long a block takes from joining the chain here to being written to a peer. Only the
/// newest block is timed, so it costs a clock's reading for each block and nothing that grows.
final class RelayClock {
    private record Join(long height, long logEnd, long at) {}

    private volatile Join newest = new Join(0, Long.MAX_VALUE, 0);
    private volatile RelayListener listener = (height, nanos) -> {};

    /// Calls the listener, which should be quick.
    void listener(RelayListener told) {
        listener = told;
    }

    /// Blocks were offered to the chain; the lock that orders blocks is held, so
    /// none of them is written yet.
    void placed(AddResult result) {
        if (!(result instanceof AddResult.Joined joined)) return;
        AddResult.LoggedBlock last = joined.joined().getLast();
        newest = new Join(last.index(), last.offset() + last.length(), System.nanoTime());
    }

    /// @param logOffset a peer has all before it
    void sent(long logOffset) {
        Join join = newest;
        if (logOffset == join.logEnd()) listener.relayed(join.height(), System.nanoTime() - join.at());
    }
}
