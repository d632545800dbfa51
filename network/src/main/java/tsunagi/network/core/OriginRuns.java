package tsunagi.network.core;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import tsunagi.chain.Extent;
import tsunagi.chain.Origin;

/// Whose blocks lie where along the tail of the log, so that a connection's cursor can pass
/// over those that came from that connection (4.1).
///
/// Blocks in a row of one origin are one run, so a long sync is one entry. Bounded: the oldest
/// runs are forgotten, and a cursor that is still among them cannot go on.
final class OriginRuns {
    private final int maxRuns;
    private final NavigableMap<Long, Origin> originFrom = new TreeMap<>();

    /// @param logEnd nothing before it will be asked for
    OriginRuns(int maxRuns, long logEnd) {
        this.maxRuns = maxRuns;
        originFrom.put(logEnd, Origin.LOCAL);
    }

    /// Notes that the log from `offset` to its end came from `origin`.
    void append(long offset, Origin origin) {
        if (originFrom.lastEntry().getValue().equals(origin)) return;
        originFrom.put(offset, origin);
        if (originFrom.size() > maxRuns) originFrom.pollFirstEntry();
    }

    int size() {
        return originFrom.size();
    }

    /// Whether the origins at and after the offset are still known.
    boolean reaches(long offset) {
        return offset >= originFrom.firstKey();
    }

    /// The first stretch between `cursor` and `end` that did not come from `self`.
    ///
    /// @param enough the stretch need not be longer than this
    Optional<Extent> nextForeign(long cursor, long end, Origin self, long enough) {
        long from = cursor;
        while (from < end && originAt(from).equals(self)) from = runEnd(from, end);
        long to = from;
        while (to < end && to - from < enough && !originAt(to).equals(self)) to = runEnd(to, end);
        return from < to ? Optional.of(new Extent(from, to)) : Optional.empty();
    }

    private Origin originAt(long offset) {
        return originFrom.floorEntry(offset).getValue();
    }

    private long runEnd(long offset, long end) {
        Map.Entry<Long, Origin> next = originFrom.higherEntry(offset);
        return next == null ? end : Math.min(end, next.getKey());
    }
}
