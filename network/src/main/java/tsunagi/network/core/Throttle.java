package tsunagi.network.core;

/// Time for what peers send that is of no use to the chain: so much of one processor, for all of
/// them together and in turns. Floods of invalid blocks, orphans, duplicates and questions so leave
/// the rest to blocks that are new, however many connections they come on. What cannot be read in
/// time waits in the sender's socket.
///
/// Not thread-safe. Times are nanoseconds of one monotonic clock.
public final class Throttle {
    private long freeAt;
    private boolean begun;

    /// A reader has spent time on something of no use.
    ///
    /// @param spentNanos by the clock, so that it may hold waits for the lock, for
    ///     which nobody can be blamed
    /// @param bytes      how many were read
    /// @return how long it should pause before it reads on, in nanoseconds; 0
    ///     while there is time enough
    public long pauseAfter(long spentNanos, int bytes, long now) {
        long turns = 1L + bytes / NetworkLimits.USELESS_TURN_BYTES;
        return pauseAfterWork(Math.min(spentNanos, turns * NetworkLimits.MAX_USELESS_TURN.toNanos()), now);
    }

    /// The same for time in which nothing was waited for, all of which counts.
    public long pauseAfterWork(long workNanos, long now) {
        long earliest = now - NetworkLimits.USELESS_CREDIT.toNanos();
        if (!begun || freeAt - earliest < 0) freeAt = earliest;
        begun = true;
        freeAt += NetworkLimits.USELESS_SHARE_DIVISOR * workNanos;
        // Nobody waits longer than the longest pause, so what is owed beyond it would only be owed
        // by the next peer that comes next.
        long longest = NetworkLimits.MAX_USELESS_PAUSE.toNanos();
        freeAt = Math.min(freeAt, now + longest);
        return Math.max(0, freeAt - now);
    }
}
