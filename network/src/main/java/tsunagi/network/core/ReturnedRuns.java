package tsunagi.network.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import tsunagi.chain.Extent;

/// When the blocks of branches that were left and returned to were last relayed, so that each
/// crosses each connection once (4.3) however often the branches take turns.
///
/// Times are ends of the log, which grows with everything that joins the chain. Blocks that lie
/// side by side and return together are one run. Bounded: the runs that returned longest ago are
/// forgotten, and their blocks may cross once more.
final class ReturnedRuns {
    private final int maxRuns;
    private final NavigableMap<Long, Run> byOffset = new TreeMap<>();
    private final LinkedHashMap<Long, Run> byAge = new LinkedHashMap<>();

    private record Run(Extent place, long relayedAt) {}

    /// Blocks in a row that return.
    ///
    /// @param relayedAt sessions that began after this have not been sent them; [#WHEN_WRITTEN] if
    ///                  each was relayed
    ///                  when it was written
    record Returning(Extent place, long relayedAt) {
        /// The blocks were never returned to before.
        static final long WHEN_WRITTEN = -1;

        /// Sessions that began later than this have not been sent all of them.
        long lastSentTo() {
            return relayedAt == WHEN_WRITTEN ? place.from() : relayedAt;
        }

        /// What of them a session has not been sent that began when the log ended here; empty if
        /// `from` is `to`.
        Extent unsentSince(long openedAt) {
            if (relayedAt != WHEN_WRITTEN) {
                return openedAt > relayedAt ? place : new Extent(place.from(), place.from());
            }
            long end = Math.clamp(openedAt, place.from(), place.to());
            return new Extent(place.from(), end);
        }
    }

    ReturnedRuns(int maxRuns) {
        this.maxRuns = maxRuns;
    }

    int size() {
        return byOffset.size();
    }

    /// Notes that the blocks of this stretch of the log are relayed now.
    ///
    /// @return when they were before, in the order of the log
    List<Returning> relay(Extent stretch, long logEnd) {
        List<Returning> before = new ArrayList<>(1);
        long at = stretch.from();
        Map.Entry<Long, Run> entry = byOffset.lowerEntry(stretch.to());
        List<Run> overlapping = new ArrayList<>(1);
        while (entry != null && entry.getValue().place().to() > stretch.from()) {
            overlapping.addFirst(entry.getValue());
            entry = byOffset.lowerEntry(entry.getKey());
        }
        for (Run run : overlapping) {
            remove(run);
            long from = Math.max(run.place().from(), stretch.from());
            long to = Math.min(run.place().to(), stretch.to());
            if (at < from) before.add(new Returning(new Extent(at, from), Returning.WHEN_WRITTEN));
            before.add(new Returning(new Extent(from, to), run.relayedAt()));
            at = to;
            keep(new Extent(run.place().from(), from), run.relayedAt());
            keep(new Extent(to, run.place().to()), run.relayedAt());
        }
        if (at < stretch.to()) before.add(new Returning(new Extent(at, stretch.to()), Returning.WHEN_WRITTEN));
        keep(stretch, logEnd);
        while (byOffset.size() > maxRuns) remove(byAge.firstEntry().getValue());
        return before;
    }

    private void keep(Extent place, long relayedAt) {
        if (place.length() == 0) return;
        Run run = new Run(place, relayedAt);
        byOffset.put(place.from(), run);
        byAge.put(place.from(), run);
    }

    private void remove(Run run) {
        byOffset.remove(run.place().from());
        byAge.remove(run.place().from());
    }
}
