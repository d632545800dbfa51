package tsunagi.network.core;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.ChainLimits;
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
    private final RequestPace pace = new RequestPace();
    private @Nullable Extent announced;
    private long cursor;
    private boolean requestDue;
    private boolean answerIsNext;
    private boolean inputEnded;
    private boolean overrun;
    private boolean answerBegun;
    private long answersBytes;
    private long sentHeight;

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

    /// What lies in the log from here on has not been sent to the peer yet.
    long cursor() {
        return cursor;
    }

    /// Which height the peer's next block most likely has; a guess.
    long sentHeight() {
        return sentHeight;
    }

    void sentUpTo(long height) {
        sentHeight = height;
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
    ///
    /// @param room heap that is left for answers to anybody, in bytes
    /// @return whether the peer may ask so often
    boolean answer(List<Extent> chain, long room, long now) {
        pace.at(now);
        boolean inTime = pace.requested();
        if (answers.size() >= NetworkLimits.MAX_PENDING_ANSWERS || bytesOf(chain) > room) {
            overrun = true;
        } else if (!chain.isEmpty()) {
            answers.addLast(new ArrayDeque<>(chain));
            answersBytes += bytesOf(chain);
        }
        wake.run();
        return inTime;
    }

    private static long bytesOf(Collection<Extent> answer) {
        return NetworkLimits.ANSWER_OVERHEAD_BYTES + (long) ChainLimits.EXTENT_BYTES * answer.size();
    }

    /// What its answers hold of heap.
    long answersBytes() {
        return answersBytes;
    }

    /// Time has passed: an answer that had to wait may begin.
    void tick(long now) {
        pace.at(now);
        if (!answers.isEmpty() && !answerBegun) wake.run();
    }

    /// How many requests of the peer wait for their answer, the one under way included.
    int pendingAnswers() {
        return answers.size();
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
        // A peer that sends no more is owed answers alone (1.5), and its cursor stands still.
        if (!inputEnded && !origins.reaches(cursor)) return new Step.Finish(CloseReason.TOO_FAR_BEHIND);
        Optional<Step> answer =
                mayAnswer() ? firstOf(answers.getFirst(), Step.Stream.ANSWER, sendableEnd) : Optional.empty();
        if (inputEnded && answers.isEmpty()) return new Step.Finish(CloseReason.PEER_CLOSED);
        if (inputEnded || (answerIsNext && answer.isPresent())) return begin(answer);
        Optional<Step> again = firstOf(backlog, Step.Stream.BACKLOG, sendableEnd);
        if (again.isPresent()) return again.get();
        Optional<Extent> foreign = origins.nextForeign(cursor, sendableEnd, origin, NetworkLimits.MAX_PIECE_BYTES);
        if (foreign.isPresent()) {
            cursor = foreign.get().from();
            return new Step.Transfer(foreign.get(), Step.Stream.RELAY);
        }
        cursor = Math.max(cursor, sendableEnd);
        return begin(answer);
    }

    private boolean mayAnswer() {
        return !answers.isEmpty() && (answerBegun || pace.mayAnswer(answers.size()));
    }

    private Step begin(Optional<Step> answer) {
        if (answer.isEmpty()) return new Step.Wait();
        answerBegun = true;
        return answer.get();
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
            case ANSWER -> answered(step.extent(), bytes);
        }
        answerIsNext = step.stream() != Step.Stream.ANSWER;
    }

    private void answered(Extent sent, long bytes) {
        Deque<Extent> answer = answers.getFirst();
        int before = answer.size();
        shorten(answer, sent, bytes);
        answersBytes -= (long) ChainLimits.EXTENT_BYTES * (before - answer.size());
        if (!answer.isEmpty()) return;
        answers.removeFirst();
        answersBytes -= NetworkLimits.ANSWER_OVERHEAD_BYTES;
        answerBegun = false;
    }

    private static void shorten(Deque<Extent> extents, Extent sent, long bytes) {
        // It may have grown while it was being written.
        if (extents.isEmpty() || extents.getFirst().from() != sent.from()) return;
        Extent whole = extents.removeFirst();
        if (bytes < whole.length()) extents.addFirst(new Extent(whole.from() + bytes, whole.to()));
    }
}
