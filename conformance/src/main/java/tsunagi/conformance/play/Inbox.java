package tsunagi.conformance.play;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;

/// The frames that came on one connection and were not taken yet, and whether it has ended.
final class Inbox {
    /// Most frames that wait here. A node that sends more is not read until some are taken.
    private static final int MAX_WAITING = 20_000;

    /// What a wait ended with.
    sealed interface Arrival permits Frame, Ended, Late {}

    /// A whole frame.
    ///
    /// @param nanoTime when it had come
    record Frame(Octets bytes, long nanoTime) implements Arrival {}

    /// The connection is over.
    ///
    /// @param how    in which way, and what was left of a frame
    /// @param byNode whether the node ended it, and not the player
    record Ended(String how, long nanoTime, boolean byNode) implements Arrival {}

    /// Nothing came in time.
    record Late() implements Arrival {}

    /// Fair, so that a node that floods does not keep those who wait here from
    /// hearing that time is up.
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final List<Frame> frames = new ArrayList<>();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final FrameListener listener;
    private boolean gated;
    private boolean ended;
    private String how = "";
    private long endedAt;
    private boolean endedByNode;
    private long longestPause;

    /// Hears of each frame as it comes.
    interface FrameListener {
        /// Returns what is to wait here for it: the frame, another form of it, or
        /// nothing if it does not count.
        @Nullable
        Octets arrived(Octets frame);
    }

    Inbox(FrameListener listener) {
        this.listener = listener;
    }

    /// Waits until reading is wanted; false if the connection is over.
    boolean awaitRoom() {
        lock.lock();
        try {
            long begin = System.nanoTime();
            while ((gated || frames.size() >= MAX_WAITING) && !ended) changed.awaitUninterruptibly();
            longestPause = Math.max(longestPause, System.nanoTime() - begin);
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    void gate(boolean closed) {
        lock.lock();
        try {
            gated = closed;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Takes in what was read. Returns false when a frame got too long to go on.
    boolean push(byte[] buffer, int length) {
        lock.lock();
        try {
            if (ended) return false;
            for (int i = 0; i < length; i++) {
                partial.write(buffer[i]);
                if (buffer[i] == '\n') arrive(Octets.of(partial.toByteArray()));
                else if (partial.size() > 4 * Frames.MAX_BYTES) {
                    end("a frame of more than " + 4 * Frames.MAX_BYTES + " bytes came from it");
                    return false;
                }
            }
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void arrive(Octets frame) {
        partial.reset();
        Octets kept = listener.arrived(frame);
        if (kept != null) frames.add(new Frame(kept, System.nanoTime()));
    }

    /// The player is done with it.
    void end(String reason) {
        end(reason, false);
    }

    void end(String reason, boolean byNode) {
        lock.lock();
        try {
            if (ended) return;
            ended = true;
            endedByNode = byNode;
            endedAt = System.nanoTime();
            String rest = Octets.of(partial.toByteArray()).brief(60);
            how = rest.isEmpty() ? reason : reason + ", in the middle of a frame: " + rest;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the node ended it after a pause in reading that was at least this long.
    boolean endedAfterPause(Duration least) {
        lock.lock();
        try {
            return ended && endedByNode && longestPause >= least.toNanos();
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /// The System.nanoTime when it ended; null if it has not.
    @Nullable
    Long endedAt() {
        lock.lock();
        try {
            return ended ? endedAt : null;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until a frame is here or the connection has ended, and leaves the frame in place.
    void awaitFrame(Deadline deadline) {
        lock.lock();
        try {
            while (frames.isEmpty() && !ended) {
                if (!await(deadline)) return;
            }
        } finally {
            lock.unlock();
        }
    }

    /// The next frame, taken away, or the end.
    Arrival take(Deadline deadline) {
        lock.lock();
        try {
            while (frames.isEmpty() && !ended) {
                if (!await(deadline)) return new Late();
            }
            if (frames.isEmpty()) return new Ended(how, endedAt, endedByNode);
            Frame first = frames.removeFirst();
            changed.signalAll();
            return first;
        } finally {
            lock.unlock();
        }
    }

    /// The frames that are here already, taken away.
    List<Frame> takeWaiting() {
        lock.lock();
        try {
            List<Frame> here = List.copyOf(frames);
            frames.clear();
            changed.signalAll();
            return here;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the end alone, whatever else comes; false if it does not come in time.
    boolean awaitEnd(Deadline deadline) {
        lock.lock();
        try {
            while (!ended) {
                if (!await(deadline)) return false;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Takes the frames of an answer, in this order, out of what comes, and leaves all
    /// others in place.
    ///
    /// @param asked the System.nanoTime of the question; what came before is no answer to it
    boolean takeAll(List<Octets> wanted, long asked, Deadline deadline) {
        lock.lock();
        try {
            int from = 0;
            for (Octets frame : wanted) {
                int at;
                while ((at = indexOf(frame, from, asked)) < 0) {
                    if (ended || !await(deadline)) return false;
                }
                frames.remove(at);
                changed.signalAll();
                from = at;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private int indexOf(Octets wanted, int from, long since) {
        for (int i = from; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            if (frame.nanoTime() - since >= 0 && frame.bytes().equals(wanted)) return i;
        }
        return -1;
    }

    /// One wait; every caller loops.
    @SuppressWarnings("WaitNotInLoop")
    private boolean await(Deadline deadline) {
        try {
            return changed.awaitNanos(deadline.nanosToWait()) > 0 || !deadline.isOver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// For messages: what is there already.
    List<Octets> waiting() {
        lock.lock();
        try {
            return frames.stream().map(Frame::bytes).toList();
        } finally {
            lock.unlock();
        }
    }
}
