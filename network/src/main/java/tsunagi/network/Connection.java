package tsunagi.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.Extent;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Liveness;
import tsunagi.network.core.NetworkLimits;
import tsunagi.network.core.Offence;
import tsunagi.network.core.PeerInput;
import tsunagi.network.core.Session;
import tsunagi.network.core.Standing;
import tsunagi.network.core.Step;
import tsunagi.network.core.Usefulness;

/// One socket and the virtual threads that serve it: always a reader, and a writer while
/// there is something to write.
///
/// | thread | does | may be blocked by |
/// | --- | --- | --- |
/// | reader | socket → frames → proven blocks → node | the socket having nothing; the node's lock |
/// | writer | next step from the node → socket; ends when there is none, and a wake-up starts it again | this peer's
/// not reading; its turn among [SendingTurns] |
///
/// The reader never waits for the writer. The writer holds no lock while it writes. Neither is
/// ever interrupted, because that would close the log's channel for all: code that wants them to
/// end closes the socket.
final class Connection {
    private final SocketChannel socket;
    private final PeerName name;
    private final Session session;
    private final LockedCore node;
    private final Peers peers;
    private final Standing standing;
    private final Liveness liveness;
    private final Traffic traffic = new Traffic();
    private final Outlet outlet;
    private final WakeUps wakeUps;
    private final Semaphore ended = new Semaphore(0);
    private final AtomicReference<@Nullable CloseReason> closed = new AtomicReference<>();

    /// The reader's own.
    private final Usefulness usefulness = new Usefulness();

    private long pauseNanos;

    Connection(
            SocketChannel socket,
            PeerName name,
            Session session,
            WakeUps wakeUps,
            LockedCore node,
            Peers peers,
            Standing standing) {
        this.socket = socket;
        this.name = name;
        this.session = session;
        this.wakeUps = wakeUps;
        wakeUps.beginWith(this::beginWriter);
        this.node = node;
        this.peers = peers;
        this.standing = standing;
        this.liveness = new Liveness(name.direction(), System.nanoTime());
        this.outlet = new Outlet(socket, node.log(), liveness, peers.turns());
    }

    PeerName name() {
        return name;
    }

    Session session() {
        return session;
    }

    /// How its address has behaved.
    Standing standing() {
        return standing;
    }

    Traffic traffic() {
        return traffic;
    }

    Liveness liveness() {
        return liveness;
    }

    /// Why it was closed; null while it is open.
    @Nullable
    CloseReason closeReason() {
        return closed.get();
    }

    /// Closes the socket, which ends both threads.
    ///
    /// @return why it is closed: the first reason stands
    CloseReason close(CloseReason reason) {
        CloseReason earlier = closed.compareAndExchange(null, reason);
        if (earlier != null) return earlier;
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
        ended.release();
        return reason;
    }

    /// Waits until the writer has sent what it owes a peer that sends no more (1.5), or gave up.
    void awaitClosed() {
        ended.acquireUninterruptibly();
    }

    /// The reader's life. Returns when the peer has closed its sending side
    /// or the socket is closed.
    void read() {
        PeerInput input = new PeerInput(node.rules(), peers.provers());
        ByteBuffer buffer = ByteBuffer.allocate(NetworkLimits.READ_BUFFER_BYTES);
        try {
            InputStream waiting = socket.socket().getInputStream();
            while (socket.read(buffer.clear()) >= 0) {
                boolean wasFilled = !buffer.hasRemaining();
                handle(input, buffer.flip());
                if (wasFilled && usefulness.isOfUse() && waiting.available() > 0) readMuch(input, waiting);
                // Not before: a large buffer is not kept from others during a pause.
                pause();
            }
            liveness.inputEnded();
            node.inputEnded(this);
        } catch (IOException e) {
            close(node.reasonOfLoss());
        } catch (RuntimeException | StackOverflowError e) {
            // Nothing outside of this connection is half-changed: what the chain throws is an
            // IOException by now.
            node.tell(new NodeEvent.ReaderFailed(name, e));
            close(CloseReason.READER_FAILED);
        }
    }

    /// Reads what is waiting at the socket, and waits for nothing: a large buffer is for those who
    /// fill it, with what is of use. A peer that sends anything else gets short turns, so that many
    /// of them cost others little time.
    private void readMuch(PeerInput input, InputStream waiting) throws IOException {
        Optional<ByteBuffer> borrowed = peers.buffers().borrow();
        if (borrowed.isEmpty()) return;
        try {
            ByteBuffer buffer = borrowed.get();
            int turns = 0;
            do {
                input.giveBack(buffer.clear());
                socket.read(buffer);
                handle(input, buffer.flip());
            } while (++turns < NetworkLimits.LARGE_READS_IN_A_ROW
                    && closed.get() == null
                    && usefulness.isOfUse()
                    && waiting.available() > NetworkLimits.READ_BUFFER_BYTES);
        } finally {
            peers.buffers().giveBack(borrowed.get());
        }
    }

    private void pause() {
        if (pauseNanos > 0) LockSupport.parkNanos(pauseNanos);
        pauseNanos = 0;
    }

    @SuppressWarnings("ThreadPriorityCheck") // the yield is for fairness, nothing relies on it
    private void handle(PeerInput input, ByteBuffer bytes) throws IOException {
        long began = System.nanoTime();
        int length = bytes.remaining();
        boolean anyFrame = handleAll(input, bytes);
        long now = System.nanoTime();
        liveness.read(now, input.midFrame(), anyFrame);
        // A socket that always has more never waits, and would keep its processor.
        if (usefulness.isOfUse()) Thread.yield();
        else pauseNanos = peers.pauseAfter(now - began, length);
    }

    /// @return whether there was a whole frame in it
    private boolean handleAll(PeerInput input, ByteBuffer bytes) throws IOException {
        boolean anyFrame = false;
        while (closed.get() == null) {
            PeerInput.Said said = input.next(bytes);
            switch (said) {
                case PeerInput.Blocks blocks -> placed(node.received(this, blocks.blocks()));
                case PeerInput.ChainRequest request -> requested(request);
                case PeerInput.Fault fault -> dropped(fault);
                case PeerInput.NeedMore needMore -> {
                    return anyFrame;
                }
                case PeerInput.TooLong tooLong -> {
                    peers.offended(this, Offence.FRAME_TOO_LONG, Optional::empty);
                    close(CloseReason.FRAME_TOO_LONG);
                    return anyFrame;
                }
            }
            anyFrame = true;
        }
        return anyFrame;
    }

    /// A few blocks can turn the chain round over thousands. If that was of no use, its sender pays
    /// for all of it at once, and not for one turn of all that it sends.
    private void placed(LockedCore.Received received) {
        usefulness.placed(received.placed());
        if (usefulness.isOfUse() || received.heldNanos() <= NetworkLimits.MAX_USELESS_TURN.toNanos()) return;
        LockSupport.parkNanos(peers.pauseAfterWork(received.heldNanos()));
    }

    private void requested(PeerInput.ChainRequest request) throws IOException {
        usefulness.wasted();
        if (mayTell()) node.tell(new NodeEvent.ChainRequested(name));
        boolean inTime = node.chainRequested(this, request.locator());
        if (!inTime) offended(Offence.HASTY_REQUEST, request.frame());
    }

    private void offended(Offence offence, ByteBuffer frame) {
        peers.offended(this, offence, () -> Optional.of(PeerInput.evidence(frame)));
    }

    private void dropped(PeerInput.Fault fault) {
        usefulness.wasted();
        if (mayTell()) node.tell(event(fault));
        offended(fault.offence(), fault.frame());
    }

    private NodeEvent event(PeerInput.Fault fault) {
        return switch (fault) {
            case PeerInput.RejectedBlock rejected ->
                new NodeEvent.BlockNotJoined(name, rejected.index(), rejected.why());
            case PeerInput.RefusedFrame refused -> new NodeEvent.FrameRefused(name, refused.why());
            case PeerInput.UnknownFrame unknown -> new NodeEvent.FrameUnknown(name, unknown.start());
        };
    }

    /// Whether an event of this peer may be reported: each address has
    /// so many lines in a minute.
    boolean mayTell() {
        return peers.mayTell(this);
    }

    private void beginWriter() {
        try {
            peers.begin(this::write);
        } catch (IOException e) {
            // The node is being stopped, or the platform has no more threads: nobody would write.
            close(node.reasonOfLoss());
        }
    }

    /// The writer's life. Returns when there is nothing to write, or the socket is closed.
    void write() {
        try {
            int seen;
            do {
                seen = wakeUps.seen();
                writeAll();
            } while (wakeUps.mustLookAgain(seen));
        } catch (IOException e) {
            close(node.reasonOfLoss());
        }
    }

    /// Yields after each piece: a peer that takes all at once never makes this thread wait, and
    /// others have peers too. Only then asks what is next, so that it is all that has come by then.
    @SuppressWarnings("ThreadPriorityCheck") // as in the reader
    private void writeAll() throws IOException {
        Step step = node.nextStep(this);
        while (closed.get() == null) {
            switch (step) {
                case Step.Send send -> {
                    outlet.send(send.frame());
                    Thread.yield();
                    step = node.nextStep(this);
                }
                case Step.Transfer transfer -> {
                    long bytes = bytesSent(transfer);
                    Thread.yield();
                    step = node.sent(this, transfer, bytes);
                }
                case Step.Wait idle -> {
                    return;
                }
                case Step.Finish finish -> close(finish.reason());
            }
        }
    }

    private long bytesSent(Step.Transfer step) throws IOException {
        Extent extent = step.extent();
        try {
            long bytes = outlet.transfer(extent);
            // Blocks of an answer are counted by their heights. What is relayed is short, and
            // counted here because the lock that orders blocks is not held.
            if (step.stream() != Step.Stream.ANSWER) {
                traffic.sent(node.log().frames(new Extent(extent.from(), extent.from() + bytes)), 0);
            }
            return bytes;
        } catch (IOException e) {
            node.checkReadable(extent);
            throw e;
        }
    }
}
