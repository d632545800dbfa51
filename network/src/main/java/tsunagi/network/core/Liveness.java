package tsunagi.network.core;

import java.util.Optional;

/// When a connection last did what, and whether that is too long ago.
///
/// The connection's reader and writer each write their own fields, and the thread that
/// keeps the time reads them; a moment's delay between them does no harm. Times are
/// nanoseconds of one monotonic clock.
public final class Liveness {
    private static final long NOT_NOW = Long.MIN_VALUE;

    private final Direction direction;
    private volatile long lastRead;
    private volatile long lastWrite;
    private volatile long writingSince = NOT_NOW;
    private volatile long partialSince = NOT_NOW;

    public Liveness(Direction direction, long now) {
        this.direction = direction;
        this.lastRead = now;
        this.lastWrite = now;
    }

    /// Bytes came.
    ///
    /// @param midFrame whether the last of them belong to a frame that has not ended
    /// @param anyFrame whether they ended a frame
    public void read(long now, boolean midFrame, boolean anyFrame) {
        lastRead = now;
        if (!midFrame) partialSince = NOT_NOW;
        else if (partialSince == NOT_NOW || anyFrame) partialSince = now;
    }

    /// No more bytes come. Those of a frame that has not ended are dropped (1.5), and nobody waits
    /// for its end.
    public void inputEnded() {
        partialSince = NOT_NOW;
    }

    /// There are bytes to write, and the peer may take its time to read them.
    public void writing(long now) {
        writingSince = now;
    }

    /// The peer took some bytes, and more are to come.
    public void wroteSome(long now) {
        lastWrite = now;
        writingSince = now;
    }

    /// The peer took all there was.
    public void written(long now) {
        lastWrite = now;
        writingSince = NOT_NOW;
    }

    /// Why the connection should be closed at this time, if it should.
    public Optional<CloseReason> overdue(long now) {
        if (isPast(writingSince, NetworkLimits.WRITE_STALL_TIMEOUT.toNanos(), now)) {
            return Optional.of(CloseReason.WRITE_STALLED);
        }
        if (isPast(partialSince, NetworkLimits.PARTIAL_FRAME_TIMEOUT.toNanos(), now)) {
            return Optional.of(CloseReason.FRAME_TOO_SLOW);
        }
        long lastSign = Math.max(lastRead, lastWrite);
        if (direction == Direction.INBOUND && isPast(lastSign, NetworkLimits.IDLE_TIMEOUT.toNanos(), now)) {
            return Optional.of(CloseReason.IDLE);
        }
        return Optional.empty();
    }

    private static boolean isPast(long since, long nanos, long now) {
        return since != NOT_NOW && now - since >= nanos;
    }
}
