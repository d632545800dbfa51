package tsunagi.simulation.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.BlockLog;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Direction;
import tsunagi.network.core.Liveness;
import tsunagi.network.core.NetworkLimits;
import tsunagi.network.core.Offence;
import tsunagi.network.core.PeerInput;
import tsunagi.network.core.Session;
import tsunagi.network.core.Standing;
import tsunagi.network.core.Step;
import tsunagi.network.core.Workers;
import tsunagi.simulation.wire.Link;
import tsunagi.simulation.wire.Socket;

/// A node's side of one connection: what a reader and a writer thread do in the real shell,
/// without threads.
public final class NodeConnection implements Socket.Owner {
    private final RunningNode node;
    private final Socket socket;
    private final Link link;
    private final Session session;
    private final Standing standing;
    private final PeerInput input;
    private final Liveness liveness;
    private @Nullable ByteBuffer pending;
    private Step.@Nullable Transfer underWay;
    private boolean open = true;
    private boolean pumpDue;

    NodeConnection(RunningNode node, Socket socket, Direction direction, Link link, Standing standing)
            throws IOException {
        this.node = node;
        this.socket = socket;
        this.link = link;
        this.standing = standing;
        this.input = new PeerInput(node.chain().rules(), Workers.CALLER);
        this.liveness = new Liveness(direction, node.clock());
        this.session = node.core().open(direction, this::wake, node.clock());
        socket.ownedBy(this);
        wake();
    }

    /// The session of the core that this connection serves.
    public Session session() {
        return session;
    }

    /// How the host at the other end has behaved.
    Standing standing() {
        return standing;
    }

    /// How many bytes it holds that the peer has not taken.
    public int pendingBytes() {
        return pending == null ? 0 : pending.remaining();
    }

    private void wake() {
        if (pumpDue) return;
        pumpDue = true;
        node.later(() -> {
            pumpDue = false;
            pump();
        });
    }

    @Override
    public void arrived(ByteBuffer bytes) throws IOException {
        node.run(() -> read(bytes));
    }

    private void read(ByteBuffer bytes) throws IOException {
        boolean anyFrame = false;
        while (open) {
            PeerInput.Said said = input.next(bytes);
            switch (said) {
                case PeerInput.Blocks blocks -> node.received(this, blocks.blocks());
                case PeerInput.ChainRequest request -> requested(request);
                case PeerInput.Fault fault -> offended(fault.offence(), fault.frame());
                case PeerInput.NeedMore needMore -> {
                    liveness.read(node.clock(), input.midFrame(), anyFrame);
                    return;
                }
                case PeerInput.TooLong tooLong -> {
                    node.offended(this, Offence.FRAME_TOO_LONG, Optional::empty);
                    close(CloseReason.FRAME_TOO_LONG);
                }
            }
            anyFrame = true;
        }
    }

    private void requested(PeerInput.ChainRequest request) throws IOException {
        boolean inTime = node.asked(this, request.locator());
        if (!inTime) offended(Offence.HASTY_REQUEST, request.frame());
    }

    private void offended(Offence offence, ByteBuffer frame) {
        node.offended(this, offence, () -> Optional.of(PeerInput.evidence(frame)));
    }

    @Override
    public void inputEnded() throws IOException {
        node.run(() -> node.inputEnded(this, liveness));
    }

    @Override
    public void writable() throws IOException {
        node.run(this::pump);
    }

    private void pump() throws IOException {
        while (open && flushed()) {
            Step step = node.next(this);
            switch (step) {
                case Step.Send send -> offer(send.frame(), null);
                case Step.Transfer transfer -> offer(piece(transfer), transfer);
                case Step.Wait idle -> {
                    return;
                }
                case Step.Finish finish -> close(finish.reason());
            }
        }
    }

    private void offer(ByteBuffer bytes, Step.@Nullable Transfer step) {
        pending = bytes;
        underWay = step;
        liveness.writing(node.clock());
    }

    private ByteBuffer piece(Step.Transfer step) throws IOException {
        BlockLog log = node.chain().log();
        long from = step.extent().from();
        long to = log.frameBoundary(from, step.extent().to(), NetworkLimits.MAX_PIECE_BYTES);
        ByteBuffer piece = ByteBuffer.allocate((int) (to - from));
        log.read(from, piece);
        return node.written(step, piece.flip());
    }

    /// @return whether the peer has taken all that there was
    private boolean flushed() {
        if (pending == null) return true;
        if (socket.write(pending) > 0) liveness.wroteSome(node.clock());
        if (pending.hasRemaining()) return false;
        liveness.written(node.clock());
        if (underWay != null) node.sent(this, underWay, pending.flip());
        pending = null;
        underWay = null;
        return true;
    }

    void closeIfOverdue() {
        Optional<CloseReason> overdue = liveness.overdue(node.clock());
        if (overdue.isEmpty()) return;
        if (overdue.get() == CloseReason.FRAME_TOO_SLOW) {
            node.offended(this, Offence.FRAME_TOO_SLOW, Optional::empty);
        }
        close(overdue.get());
    }

    void close(CloseReason reason) {
        if (!open) return;
        node.say(() -> "closes " + this + ": " + reason.words());
        socket.close();
        node.closed(this, reason);
        ended();
    }

    @Override
    public void lost() throws IOException {
        node.run(() -> {
            node.say(() -> "has lost " + this);
            ended();
        });
    }

    private void ended() {
        if (!open) return;
        open = false;
        node.ended(this);
        if (session.direction() == Direction.OUTBOUND) link.redial();
    }

    /// The process on this side is gone: the other side notices now, or not
    /// before it misses an answer.
    void vanish() {
        open = false;
        socket.breakOff(0, node.noticeDelay());
    }

    /// The host at the other end.
    public String peer() {
        return switch (session.direction()) {
            case INBOUND -> link.dialler().name();
            case OUTBOUND -> link.listener().name();
        };
    }

    /// Its number and the host at the other end.
    @Override
    public String toString() {
        return switch (session.direction()) {
            case INBOUND ->
                "#" + session.origin().connection() + " from " + link.dialler().name();
            case OUTBOUND ->
                "#" + session.origin().connection() + " to " + link.listener().name();
        };
    }
}
