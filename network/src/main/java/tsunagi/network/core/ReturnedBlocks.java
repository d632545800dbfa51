package tsunagi.network.core;

import java.util.LinkedHashMap;

/// When the blocks of branches that were left and returned to were last relayed, so that each
/// crosses each connection once (4.3) however often the branches take turns.
///
/// Times are ends of the log, which grows with everything that joins the chain. Bounded: of the
/// blocks that returned longest ago it is forgotten, and they may cross once more.
final class ReturnedBlocks {
    private final int maxBlocks;
    private final LinkedHashMap<Long, Long> relayedAt = new LinkedHashMap<>();

    ReturnedBlocks(int maxBlocks) {
        this.maxBlocks = maxBlocks;
    }

    int size() {
        return relayedAt.size();
    }

    /// Notes that the block at `offset` of the log is relayed now.
    ///
    /// @return when it was before: sessions that began after that have not been sent it
    long relay(long offset, long logEnd) {
        Long before = relayedAt.putLast(offset, logEnd);
        if (relayedAt.size() > maxBlocks) relayedAt.pollFirstEntry();
        return before == null ? offset : before;
    }
}
