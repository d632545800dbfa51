package tsunagi.conformance.play;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import tsunagi.conformance.wire.Octets;

/// One way of a relayed connection: hands bytes on, in their order, when a
/// [Lag] says that they arrive.
final class Pipe {
    /// Most pieces on their way. Beyond that the sender is held up, as by a full window.
    private static final int MAX_PIECES = 1_024;

    /// Bytes and the System.nanoTime at which they arrive; no bytes for the end.
    private record Piece(Octets bytes, long due) {}

    /// Hears what becomes of it, in the pipe's own thread.
    interface Fate {
        /// The receiver's input has ended.
        void ended();

        /// The receiver is gone.
        void broken();
    }

    private final Socket to;
    private final Lag lag;
    private final BlockingQueue<Piece> onTheirWay = new LinkedBlockingQueue<>(MAX_PIECES);
    private final Thread delivery;

    Pipe(Socket to, Lag lag, Fate fate) {
        this.to = to;
        this.lag = lag;
        this.delivery = Thread.ofVirtual().name("pipe").start(() -> deliver(fate));
    }

    /// Hands on the first bytes of a buffer. Waits while too many pieces are on their way.
    void write(byte[] buffer, int length) throws InterruptedException {
        onTheirWay.put(new Piece(Octets.of(Arrays.copyOf(buffer, length)), lag.due()));
    }

    /// Ends the receiver's input after all that is on its way.
    void end() throws InterruptedException {
        onTheirWay.put(new Piece(Octets.NONE, lag.due()));
    }

    /// Delivers nothing more.
    void close() {
        onTheirWay.clear();
        delivery.interrupt();
    }

    private void deliver(Fate fate) {
        try {
            while (true) {
                Piece piece = onTheirWay.take();
                for (long left; (left = piece.due() - System.nanoTime()) > 0; ) LockSupport.parkNanos(left);
                if (piece.bytes().size() == 0) break;
                to.getOutputStream().write(piece.bytes().toArray());
            }
            to.shutdownOutput();
            fate.ended();
        } catch (IOException e) {
            fate.broken();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
