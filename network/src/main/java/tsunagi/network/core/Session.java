package tsunagi.network.core;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import tsunagi.chain.ChainAnswer;
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
    private final int maxAnswers;
    private final CatchUp catchUp = new CatchUp();
    private final Backlog backlog;
    private final Deque<ChainAnswer> answers = new ArrayDeque<>(0);
    private final RequestPace pace = new RequestPace();
    private long cursor;
    private boolean requestDue;
    private boolean answerIsNext;
    private boolean inputEnded;
    private boolean overrun;
    private boolean answerBegun;

    /// @param logEnd     what is appended to the log from here on is relayed to this peer
    /// @param maxAnswers chain requests that may wait for their answer
    /// @param wake       called, under the lock, when there is something to write
    Session(Origin origin, Direction direction, long logEnd, int maxAnswers, Runnable wake) {
        this.maxAnswers = maxAnswers;
        this.origin = origin;
        this.direction = direction;
        this.openedAt = logEnd;
        this.cursor = logEnd;
        this.backlog = new Backlog(logEnd);
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

    /// Where in the log this session began.
    long openedAt() {
        return openedAt;
    }

    void requestChain(long now) {
        requestDue = true;
        catchUp.asked(now);
        wake.run();
    }

    /// The peer is to get this snapshot of the chain, in addition to what is relayed to it: an
    /// answer is what was asked for, and takes the place of no gossip (4.1).
    ///
    /// @return whether the peer may ask so often
    boolean answer(ChainAnswer answer, long now) {
        pace.at(now);
        boolean inTime = pace.requested();
        if (overrun || answer.isDone()) {
            answer.close();
        } else if (answers.size() >= maxAnswers) {
            answer.close();
            overrun();
        } else {
            answers.addLast(answer);
        }
        wake.run();
        return inTime;
    }

    /// The peer asks for more than there is room for, and will be closed. What it was to get
    /// is forgotten.
    void overrun() {
        overrun = true;
        forgetAnswers();
        wake.run();
    }

    /// None of its answers is needed any more.
    void forgetAnswers() {
        answers.forEach(ChainAnswer::close);
        answers.clear();
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
        backlog.greetWith(tip);
    }

    /// A branch that lies before the cursor is on the chain again.
    void relayAgain(ReturnedBranches.Branch branch) {
        backlog.add(branch);
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
    Step next(OriginRuns origins, long sendableEnd) throws IOException {
        if (overrun) return new Step.Finish(CloseReason.TOO_MANY_REQUESTS);
        // A peer that sends no more is owed answers alone (1.5), and its cursor stands still.
        if (!inputEnded && !origins.reaches(cursor)) return new Step.Finish(CloseReason.TOO_FAR_BEHIND);
        Optional<Step> answer =
                mayAnswer() ? sendable(answers.getFirst().first(), Step.Stream.ANSWER, sendableEnd) : Optional.empty();
        if (isLost()) return new Step.Finish(CloseReason.TOO_FAR_BEHIND);
        if (inputEnded && answers.isEmpty()) return new Step.Finish(CloseReason.PEER_CLOSED);
        if (inputEnded || (answerIsNext && answer.isPresent())) return begin(answer);
        Optional<Step> earlier = relay(origins, Math.min(sendableEnd, backlog.waitsFor()));
        if (earlier.isPresent()) return earlier.get();
        if (cursor >= backlog.waitsFor()) {
            Optional<Step> again = sendable(backlog.first(), Step.Stream.BACKLOG, sendableEnd);
            if (backlog.isLost()) return new Step.Finish(CloseReason.TOO_FAR_BEHIND);
            if (again.isPresent()) return again.get();
        }
        return relay(origins, sendableEnd).orElseGet(() -> begin(answer));
    }

    /// The next part of the log before `end` that the peer has not sent itself.
    private Optional<Step> relay(OriginRuns origins, long end) throws IOException {
        if (cursor >= end) return Optional.empty();
        Optional<Extent> foreign = origins.nextForeign(cursor, end, origin, NetworkLimits.MAX_PIECE_BYTES);
        cursor = foreign.map(Extent::from).orElse(end);
        return foreign.map(extent -> new Step.Transfer(extent, Step.Stream.RELAY));
    }

    private boolean mayAnswer() {
        return !answers.isEmpty() && (answerBegun || pace.mayAnswer(answers.size()));
    }

    private Step begin(Optional<Step> answer) {
        if (answer.isEmpty()) return new Step.Wait();
        answerBegun = true;
        return answer.get();
    }

    /// Whether the chain reorganised too often while an answer was sent.
    private boolean isLost() {
        return !answers.isEmpty() && answers.getFirst().isLost();
    }

    private static Optional<Step> sendable(Optional<Extent> next, Step.Stream stream, long sendableEnd) {
        return next.filter(extent -> extent.from() < sendableEnd)
                .map(extent -> new Extent(extent.from(), Math.min(extent.to(), sendableEnd)))
                .map(extent -> new Step.Transfer(extent, stream));
    }

    /// Whether a chain request is to go out, and if so, takes note that it does.
    boolean takeRequest() {
        boolean due = requestDue;
        requestDue = false;
        return due;
    }

    /// The first `bytes` bytes of what the step named are written.
    ///
    /// @return how many blocks of an answer are counted for it
    long sent(Step.Transfer step, long bytes) {
        answerIsNext = step.stream() != Step.Stream.ANSWER;
        if (!answerIsNext) return answered(bytes);
        if (step.stream() == Step.Stream.BACKLOG) backlog.sent(bytes);
        else cursor = Math.max(cursor, step.extent().from() + bytes);
        return 0;
    }

    private long answered(long bytes) {
        // Its answers may have been forgotten while this was being written.
        if (answers.isEmpty()) return 0;
        ChainAnswer answer = answers.getFirst();
        long blocks = answer.sent(bytes);
        if (!answer.isDone()) return blocks;
        answer.close();
        answers.removeFirst();
        answerBegun = false;
        return blocks;
    }
}
