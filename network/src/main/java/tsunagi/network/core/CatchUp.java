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
    private static final long UNKNOWN = -1;

    private final Deque<Hash> orphans = new ArrayDeque<>(0);

    /// The greatest height of the orphans that came since the last request, 0 if none came. An
    /// answer has nothing above those that came before it.
    private long highestOrphan;
    private long answerTo = Long.MAX_VALUE;
    private long nextInAnswer = UNKNOWN;
    private boolean everAsked;
    private long askedAt;
    private long progressAt;

    /// A request goes out.
    void asked(long now) {
        everAsked = true;
        askedAt = now;
        progressAt = now;
        answerTo = highestOrphan > 0 ? highestOrphan : Long.MAX_VALUE;
        nextInAnswer = UNKNOWN;
        highestOrphan = 0;
    }

    /// The peer sent blocks in a row whose parents are known. They are progress of its answer
    /// unless they are above the orphan that it was asked about: those are gossip. Known blocks are
    /// progress only as an answer has them, each one above the last, because an answer from a peer
    /// without locators (8.1) begins with them.
    ///
    /// @param first height of the first
    /// @param last  height of the last
    /// @param known whether this node had them
    void progressed(long first, long last, boolean known, long now) {
        if (first > answerTo) return;
        if (known && nextInAnswer != UNKNOWN && first != nextInAnswer) return;
        nextInAnswer = last + 1;
        progressAt = now;
    }

    /// The peer sent a block whose parent is not known.
    void orphaned(Hash hash, long height) {
        highestOrphan = Math.max(highestOrphan, height);
        // The first request was for all that the peer has. An orphan that
        // comes now is newer than that.
        if (answerTo == Long.MAX_VALUE) answerTo = height;
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
