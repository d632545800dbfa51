package tsunagi.network;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import tsunagi.network.core.CloseReason;

/// Threads of one kind that a node starts until it stops.
///
/// Whoever starts one may come a moment too late, for connections arrive when they like. That is
/// an IOException, as with everything that has been closed.
final class Threads {
    private final ExecutorService executor;

    Threads(ExecutorService executor) {
        this.executor = executor;
    }

    void start(Runnable life) throws IOException {
        try {
            executor.execute(life);
        } catch (RejectedExecutionException e) {
            throw new IOException(CloseReason.NODE_STOPPED.words(), e);
        }
    }

    /// No more are started.
    void stop() {
        executor.shutdown();
    }

    /// Waits for those that were started to end, but no longer than this.
    void awaitEnd(Duration atMost) {
        try {
            executor.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
