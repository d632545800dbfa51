package tsunagi.app;

import static tsunagi.app.Logging.LOG;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Stops a node once, whoever asks first: a signal, the console or the node's own failure.
///
/// It is there before the node is, for a signal may come while the node is starting.
final class StopOnce {
    private static final int FAILED = 1;

    private @Nullable RunningNode running;
    private @Nullable Integer status;

    /// There is a node to stop from now on.
    synchronized void started(RunningNode node) {
        running = node;
    }

    /// The node could not be started, so there is nothing to stop.
    synchronized void endWith(int failed) {
        if (status == null) status = failed;
    }

    /// Stops the node, or waits for whoever is doing so.
    ///
    /// @param wanted the status to end with, if this is the first call and stopping succeeds
    /// @return the status to end the process with
    synchronized int stop(int wanted) {
        if (status != null) return status;
        int outcome = wanted;
        try {
            if (running != null) running.close();
            LOG.info("stopped");
        } catch (IOException e) {
            LOG.error("stopped, but the block log could not be closed: {}", e.getMessage());
            outcome = FAILED;
        }
        status = outcome;
        return outcome;
    }
}
