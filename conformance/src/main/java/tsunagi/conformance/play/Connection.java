package tsunagi.conformance.play;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tsunagi.conformance.script.Shape;
import tsunagi.conformance.target.Forks;
import tsunagi.conformance.wire.Octets;

/// A scripted peer's connection with a node.
///
/// Three threads touch it: the player's, which only puts work into a queue and takes frames out
/// of the inbox; a writer, which alone writes to the socket and may block there; a reader, which
/// alone reads and may block there or at the inbox's gate.
final class Connection implements Closeable {
    /// Between two writes that the node is to see apart.
    static final long PACE_NANOS = 1_000_000;

    /// The same where there are few of them: a node on a busy machine reads late.
    static final long LONG_PACE_NANOS = 10_000_000;

    private static final int FEW = 10;

    private static final long NEVER = Long.MIN_VALUE;

    /// How long a node keeps a connection at which its peer reads nothing, or leaves a frame
    /// incomplete (5.4).
    private static final Duration NODES_PATIENCE = Duration.ofSeconds(20);

    private sealed interface Work permits Write, HalfClose, Close {}

    private record Write(Octets bytes, long nanosAfter) implements Work {}

    private record HalfClose() implements Work {}

    private record Close() implements Work {}

    final String peer;
    final String node;
    final Inbox inbox;
    /// What an earlier expectation left open: optional frames that may still come.
    Shape open = Derivative.END;
    /// What the step under way has taken out of the inbox.
    final List<Octets> taken = new ArrayList<>();
    /// Every frame that an expectation of frames has met.
    final Set<Octets> seen = new HashSet<>();
    /// Frames of an answer to the player's own question that did not come in
    /// time. They may still come.
    final Set<Octets> owed = new HashSet<>();
    /// How long after the chain request before it the last one came; 0 for the first.
    long nanosSinceLastRequest;
    /// Whether the scenario has sent a chain request here that no expectation has followed.
    boolean hasAsked;
    /// Whether the scenario has sent anything since the last fence.
    boolean sentSinceFence;
    private final Socket socket;
    private final BlockingQueue<Work> work = new LinkedBlockingQueue<>();
    private volatile boolean sendingFailed;
    /// Guarded by this object's monitor.
    private int unwritten;
    private boolean midFrame;
    private boolean sendingEnded;
    private boolean readingStopped;
    private boolean endIsJudged;
    private long lastRequest = NEVER;
    private volatile long longestFrame;
    /// The System.nanoTime of it, or when the connection was made.
    volatile long lastWrite = System.nanoTime();
    /// Only the writer looks at it.
    private long frameBegan = NEVER;

    Connection(String peer, String node, Socket socket, Inbox inbox) throws IOException {
        this.peer = peer;
        this.node = node;
        this.socket = socket;
        this.inbox = inbox;
        socket.setTcpNoDelay(true);
        Readers.start(peer + " reads", this::read);
        Thread.ofVirtual().name(peer + " writes").start(this::write);
    }

    /// Writes each of them on its own.
    void send(List<Octets> writes) {
        for (Octets bytes : writes) {
            if (bytes.size() == 0) continue;
            write(new Write(bytes, pace(writes.size())));
            midFrame = !bytes.endsWithLf();
        }
        sentSinceFence = true;
    }

    private static long pace(int writes) {
        if (writes == 1) return 0;
        return writes <= FEW ? LONG_PACE_NANOS : PACE_NANOS;
    }

    /// Writes a frame of the player's own.
    void sendFence(Octets frame) {
        write(new Write(frame, 0));
        sentSinceFence = false;
    }

    private synchronized void write(Write next) {
        unwritten++;
        work.add(next);
    }

    private synchronized void written() {
        unwritten--;
        notifyAll();
    }

    /// Waits until all that is to be sent is written, or cannot be, or time is up.
    ///
    /// @return false if it is time that is up
    synchronized boolean awaitWritten(Deadline deadline) {
        try {
            while (unwritten > 0 && !sendingFailed && !deadline.isOver())
                TimeUnit.NANOSECONDS.timedWait(this, deadline.nanosToWait());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return unwritten == 0 || sendingFailed;
    }

    /// Whether a question sent now would be read as one and answered here.
    boolean canBeFenced() {
        return !midFrame && !sendingEnded && !sendingFailed && !readingStopped && !inbox.hasEnded();
    }

    /// Whether the peer itself ended its side, so that the node may well end the other.
    boolean endedItsSide() {
        return sendingEnded;
    }

    /// Notes what an expectation takes out of the inbox.
    void took(Inbox.Frame frame) {
        taken.add(frame.bytes());
        if (!frame.bytes().isRequest()) return;
        nanosSinceLastRequest = lastRequest == NEVER ? 0 : frame.nanoTime() - lastRequest;
        lastRequest = frame.nanoTime();
    }

    /// The end of this connection is as the scenario wants it, or cannot be held against the node.
    void endIsJudged() {
        endIsJudged = true;
    }

    /// Whether nothing may be left here after the last line.
    boolean isJudgedAtTheEnd() {
        return !sendingEnded && !readingStopped && !endIsJudged;
    }

    void halfClose() {
        sendingEnded = true;
        work.add(new HalfClose());
    }

    /// Closes once all that was sent before is written.
    void closeInOrder() {
        sendingEnded = true;
        work.add(new Close());
    }

    void reset() throws IOException {
        sendingEnded = true;
        socket.setSoLinger(true, 0);
        close();
    }

    /// Whether the node closed it for a reason that 5.4 allows: for 20 s, the player read
    /// nothing or left a frame incomplete. No transcript does so on purpose.
    boolean wasGivenUp() {
        boolean leftIncomplete = longestFrame >= NODES_PATIENCE.toNanos();
        return inbox.endedAfterPause(leftIncomplete ? Duration.ZERO : NODES_PATIENCE);
    }

    void readOn(boolean yes) {
        readingStopped = !yes;
        inbox.gate(!yes);
    }

    /// Ends it at once.
    @Override
    public void close() throws IOException {
        inbox.end("the peer closed it");
        work.add(new Close());
        Forks.close(socket);
    }

    private void read() {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = socket.getInputStream();
            while (inbox.awaitRoom()) {
                int length = in.read(buffer);
                if (length < 0) {
                    inbox.end("the node closed it (FIN)", true);
                    return;
                }
                // A read that was under way when the peer stopped reading shows
                // nothing until it reads again.
                if (!inbox.awaitRoom() || !inbox.push(buffer, length)) return;
            }
        } catch (IOException e) {
            inbox.end("the connection broke (" + e.getMessage() + ")", true);
        }
    }

    private void write() {
        try {
            Work next;
            do {
                next = work.take();
                perform(next);
            } while (!(next instanceof Close));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// After a failure nothing is left to do but to close.
    private void perform(Work next) {
        if (sendingFailed && !(next instanceof Close)) return;
        try {
            step(next);
        } catch (IOException e) {
            // The reader hears of it too, after what the node had sent before.
            failed();
        }
    }

    private synchronized void failed() {
        sendingFailed = true;
        notifyAll();
    }

    private void step(Work next) throws IOException {
        switch (next) {
            case Write write -> {
                long begin = System.nanoTime();
                socket.getOutputStream().write(write.bytes().toArray());
                if (frameBegan == NEVER) frameBegan = begin;
                lastWrite = System.nanoTime();
                longestFrame = Math.max(longestFrame, lastWrite - frameBegan);
                if (write.bytes().endsWithLf()) frameBegan = NEVER;
                if (write.nanosAfter() > 0) LockSupport.parkNanos(write.nanosAfter());
                written();
            }
            case HalfClose ignored -> socket.shutdownOutput();
            case Close ignored -> {
                inbox.end("the peer closed it");
                Forks.close(socket);
            }
        }
    }
}
