package tsunagi.network;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/// Lets as many connections send long stretches of the log at a time as leave one processor to
/// everybody else, and the others wait in the order of coming.
///
/// Sending to a peer that takes all at once is work for a processor, not waiting. With as many
/// such peers as processors, whatever else is to be done would stand in line behind their pieces,
/// at every one of its steps.
final class SendingTurns {
    /// Sends what the peer takes now, without waiting for it.
    @FunctionalInterface
    interface Sending {
        /// Sends, and returns the number of bytes.
        long send() throws IOException;
    }

    private final Semaphore free;

    /// @param processors that there are
    SendingTurns(int processors) {
        this.free = new Semaphore(Math.max(1, processors - 1), true);
    }

    /// Waits for a turn, and sends in it.
    long take(Sending sending) throws IOException {
        free.acquireUninterruptibly();
        try {
            return sending.send();
        } finally {
            free.release();
        }
    }

    /// How many wait for a turn.
    int waiting() {
        return free.getQueueLength();
    }
}
