package tsunagi.network.core;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tsunagi.protocol.Hash;

/// When to ask a peer for its chain (3.7): if it has sent an orphan that still is one, if no
/// request to it is outstanding, and if the last one is long enough ago.
///
/// Times are nanoseconds of one monotonic clock.
final class CatchUp {
    private final Deque<Hash> orphans = new ArrayDeque<>(0);
    private boolean everAsked;
    private long askedAt;
    private long progressAt;

    /// A request goes out.
    void asked(long now) {
        everAsked = true;
        askedAt = now;
        progressAt = now;
    }

    /// The peer sent a block whose parent is known.
    void progressed(long now) {
        progressAt = now;
    }

    /// The peer sent a block whose parent is not known.
    void orphaned(Hash hash) {
        if (orphans.contains(hash)) return;
        if (orphans.size() == NetworkLimits.MAX_ASKED_ORPHANS) orphans.removeFirst();
        orphans.addLast(hash);
    }

    /// A block that the peer would have to be asked about, if it were time to: the newest that
    /// still is an orphan.
    @Nullable
    Hash orphan() {
        return orphans.peekLast();
    }

    /// The newest orphan has found its parent, so an older one is next.
    void resolved() {
        orphans.pollLast();
    }

    /// A request for all of them goes out.
    void resolvedAll() {
        orphans.clear();
    }

    /// Whether a request may go out.
    boolean mayAsk(long now) {
        if (!everAsked) return true;
        if (since(askedAt, now, NetworkLimits.ANSWER_DEADLINE)) return true;
        return since(askedAt, now, NetworkLimits.CHAIN_REQUEST_INTERVAL)
                && since(progressAt, now, NetworkLimits.ANSWER_GAP);
    }

    private static boolean since(long then, long now, Duration least) {
        return now - then >= least.toNanos();
    }
}
