package tsunagi.network.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.Extent;
import tsunagi.chain.Origin;

/// One connection as the node sees it: what has been asked of the peer and what it still has to
/// be sent. A slow peer is a small cursor, not a long queue.
///
/// Belongs to a [NodeCore] and is used under the same lock.
public final class Session {
    private final Origin origin;
    private final Direction direction;
    private final Runnable wake;
    private final long openedAt;
    private final CatchUp catchUp = new CatchUp();
    private final Deque<Extent> backlog = new ArrayDeque<>();
    private final Deque<Deque<Extent>> answers = new ArrayDeque<>();
    private @Nullable Extent announced;
    private long cursor;
    private boolean requestDue;
    private boolean answerIsNext;
    private boolean inputEnded;
    private boolean overrun;

    /// @param logEnd what is appended to the log from here on is relayed to this peer
    /// @param wake   called, under the lock, when there is something to write
    Session(Origin origin, Direction direction, long logEnd, Runnable wake) {
        this.origin = origin;
        this.direction = direction;
        this.openedAt = logEnd;
        this.cursor = logEnd;
        this.wake = wake;
    }

    /// The connection's number, which its blocks carry.
    public Origin origin() {
        return origin;
    }

    public Direction direction() {
        return direction;
    }

    CatchUp catchUp() {
        return catchUp;
    }

    /// Where in the log this session began.
    long openedAt() {
        return openedAt;
    }

    void requestChain(long now) {
        requestDue = true;
        catchUp.asked(now);
        wake.run();
    }

    /// The peer is to get this snapshot of the chain, beside what is relayed to it: an answer is what was
    /// asked for, and takes the place of no gossip (4.1).
    void answer(List<Extent> chain) {
        if (answers.size() >= NetworkLimits.MAX_PENDING_ANSWERS) overrun = true;
        else if (!chain.isEmpty()) answers.addLast(new ArrayDeque<>(chain));
        wake.run();
    }

    /// Tells the peer the tip, unasked, when the session begins.
    void announce(Extent tip) {
        announced = tip;
        backlog.addLast(tip);
    }

    /// A block that lies before the cursor is on the chain again. Blocks in a row are one
    /// extent, so a long branch is not a long queue.
    void relayAgain(Extent block) {
        if (block.equals(announced)) return;
        Extent last = backlog.peekLast();
        if (last == null || last.to() != block.from()) {
            backlog.addLast(block);
        } else {
            backlog.removeLast();
            backlog.addLast(new Extent(last.from(), block.to()));
        }
    }

    void logGrew() {
        wake.run();
    }

    /// The peer has closed its sending side (1.5).
    void inputEnded() {
        inputEnded = true;
        wake.run();
    }

    /// @param sendableEnd what lies from this offset of the log on does not go out yet
    Step next(OriginRuns origins, long sendableEnd) {
        if (overrun) return new Step.Finish(CloseReason.TOO_MANY_REQUESTS);
        if (!origins.reaches(cursor)) return new Step.Finish(CloseReason.TOO_FAR_BEHIND);
        while (!answers.isEmpty() && answers.getFirst().isEmpty()) answers.removeFirst();
        Optional<Step> answer =
                answers.isEmpty() ? Optional.empty() : firstOf(answers.getFirst(), Step.Stream.ANSWER, sendableEnd);
        if (inputEnded && answers.isEmpty()) return new Step.Finish(CloseReason.PEER_CLOSED);
        if (inputEnded || (answerIsNext && answer.isPresent())) return answer.orElseGet(Step.Wait::new);
        Optional<Step> again = firstOf(backlog, Step.Stream.BACKLOG, sendableEnd);
        if (again.isPresent()) return again.get();
        Optional<Extent> foreign = origins.nextForeign(cursor, sendableEnd, origin, NetworkLimits.MAX_PIECE_BYTES);
        if (foreign.isPresent()) {
            cursor = foreign.get().from();
            return new Step.Transfer(foreign.get(), Step.Stream.RELAY);
        }
        cursor = Math.max(cursor, sendableEnd);
        return answer.orElseGet(Step.Wait::new);
    }

    private static Optional<Step> firstOf(Deque<Extent> extents, Step.Stream stream, long sendableEnd) {
        Extent first = extents.peekFirst();
        if (first == null || first.from() >= sendableEnd) return Optional.empty();
        Extent sendable = new Extent(first.from(), Math.min(first.to(), sendableEnd));
        return Optional.of(new Step.Transfer(sendable, stream));
    }

    /// Whether a chain request is to go out, and if so, takes note that it does.
    boolean takeRequest() {
        boolean due = requestDue;
        requestDue = false;
        return due;
    }

    /// The first `bytes` bytes of what the step named are written.
    void sent(Step.Transfer step, long bytes) {
        switch (step.stream()) {
            case RELAY -> cursor = Math.max(cursor, step.extent().from() + bytes);
            case BACKLOG -> shorten(backlog, step.extent(), bytes);
            case ANSWER -> shorten(answers.getFirst(), step.extent(), bytes);
        }
        answerIsNext = step.stream() != Step.Stream.ANSWER;
    }

    private static void shorten(Deque<Extent> extents, Extent sent, long bytes) {
        // It may have grown while it was being written.
        if (extents.isEmpty() || extents.getFirst().from() != sent.from()) return;
        Extent whole = extents.removeFirst();
        if (bytes < whole.length()) extents.addFirst(new Extent(whole.from() + bytes, whole.to()));
    }
}
