package tsunagi.network.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tsunagi.protocol.Hash;

/// When to ask a peer for its chain (3.7): if it has sent an orphan that still is one, if no
/// request to it is outstanding, and if the last one is long enough ago.
///
/// Times are nanoseconds of one monotonic clock.
final class CatchUp {
    private @Nullable Hash orphan;
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
        orphan = hash;
    }

    /// The block that the peer would have to be asked about, if it were time to.
    @Nullable
    Hash orphan() {
        return orphan;
    }

    /// The orphan has found its parent.
    void resolved() {
        orphan = null;
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
