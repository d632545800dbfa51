package tsunagi.chain;

/// How many hashes in a second, over the last second or two in which there was a search. The time
/// is an argument, in nanoseconds of any origin.
final class HashRate {
    private static final long WINDOW_NANOS = 1_000_000_000L;

    private long hashes;
    private long busyBefore;
    private long searchingSince;
    private boolean searching;
    private Mark older = new Mark(0, 0);
    private Mark newer = older;

    /// @param busy nanoseconds of search
    private record Mark(long busy, long hashes) {}

    synchronized void begin(long now) {
        searching = true;
        searchingSince = now;
    }

    synchronized void end(long now) {
        busyBefore = busy(now);
        searching = false;
    }

    synchronized void add(long count, long now) {
        hashes += count;
        long busy = busy(now);
        if (busy - newer.busy() > WINDOW_NANOS) {
            older = newer;
            newer = new Mark(busy, hashes);
        }
    }

    /// 0 before there was any search.
    synchronized double perSecond(long now) {
        long busy = busy(now) - older.busy();
        return busy <= 0 ? 0 : (hashes - older.hashes()) * 1e9 / busy;
    }

    /// How long the search under way has taken, in nanoseconds; 0 if there is none.
    synchronized long searchingNanos(long now) {
        return searching ? now - searchingSince : 0;
    }

    private long busy(long now) {
        return searching ? busyBefore + (now - searchingSince) : busyBefore;
    }
}
