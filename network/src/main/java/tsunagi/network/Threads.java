package tsunagi.network;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tsunagi.network.core.CloseReason;

/// Threads of one kind that a node starts until it stops.
///
/// A thread that dies of anything ends the node: nobody else would do its work, and nobody would
/// notice. To start one after the stop is an IOException, because connections arrive when
/// they like.
final class Threads {
    private final ExecutorService executor;
    private final Consumer<NodeFailure> deaths;

    /// @param deaths learns of a thread that died
    Threads(ExecutorService executor, Consumer<NodeFailure> deaths) {
        this.executor = executor;
        this.deaths = deaths;
    }

    /// @param role names the thread in the sentence about its death
    void start(String role, Runnable life) throws IOException {
        try {
            executor.execute(() -> live(role, life));
        } catch (RejectedExecutionException e) {
            throw new IOException(CloseReason.NODE_STOPPED.words(), e);
        } catch (OutOfMemoryError e) {
            // The JVM words it so when the platform refuses a thread.
            throw new IOException("no thread can be started: " + e.getMessage(), e);
        }
    }

    private void live(String role, Runnable life) {
        try {
            life.run();
        } catch (Throwable e) {
            deaths.accept(NodeFailure.of("the thread of " + role, e));
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
