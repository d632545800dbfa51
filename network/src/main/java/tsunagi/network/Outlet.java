package tsunagi.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import tsunagi.chain.BlockLog;
import tsunagi.chain.Extent;
import tsunagi.network.core.Liveness;
import tsunagi.network.core.NetworkLimits;
import tsunagi.protocol.ProtocolLimits;

/// A connection's way out: puts frames and stretches of the log on the socket, and waits
/// while the peer takes nothing.
///
/// Used by one writer at a time.
///
/// @param liveness learns when the peer reads, so that a peer that does not read can be closed
/// @param turns    of those that send much at once
record Outlet(SocketChannel socket, BlockLog log, Liveness liveness, SendingTurns turns) {
    void send(ByteBuffer frame) throws IOException {
        liveness.writing(System.nanoTime());
        while (frame.hasRemaining()) {
            socket.write(frame);
            liveness.wroteSome(System.nanoTime());
        }
        liveness.written(System.nanoTime());
    }

    /// Sends a piece of the log that ends with a frame.
    ///
    /// @param extent begins with a frame
    /// @return how many bytes of it were sent
    long transfer(Extent extent) throws IOException {
        long from = extent.from();
        long to = log.frameBoundary(from, extent.to(), NetworkLimits.MAX_PIECE_BYTES);
        for (long at = from; at < to; ) {
            long taken = transferSome(at, to);
            at += taken > 0 ? taken : awaitAndSend(at, to);
            liveness.written(System.nanoTime());
        }
        return to - from;
    }

    /// Sends what the peer takes now. A turn is held for as long as that takes, never
    /// while waiting for the peer.
    private long transferSome(long from, long to) throws IOException {
        boolean inTurn = to - from > NetworkLimits.SMALL_PIECE_BYTES && !log.transferMayWait();
        return inTurn ? turns.take(() -> offer(from, to)) : offer(from, to);
    }

    /// From here on the peer may be what is waited for. While the turn was, it was not.
    private long offer(long from, long to) throws IOException {
        liveness.writing(System.nanoTime());
        return log.transferTo(from, to - from, socket);
    }

    /// Sends a little as soon as the peer takes any. Only a plain write waits: on a socket that
    /// virtual threads use, a transfer from a file returns 0 at once when the peer takes nothing.
    private int awaitAndSend(long from, long to) throws IOException {
        ByteBuffer some = ByteBuffer.allocate((int) Math.min(to - from, ProtocolLimits.MAX_FRAME_BYTES));
        log.read(from, some);
        return socket.write(some.flip());
    }
}
