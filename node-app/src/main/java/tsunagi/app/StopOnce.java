package tsunagi.app;

import static tsunagi.app.Logging.LOG;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Stops a node once, whoever asks first: a signal, the console or the node's own failure.
final class StopOnce {
    private static final int FAILED = 1;

    private final RunningNode running;
    private @Nullable Integer status;

    StopOnce(RunningNode running) {
        this.running = running;
    }

    /// Stops the node, or waits for whoever is doing so.
    ///
    /// @param wanted the status to end with, if this is the first call and stopping succeeds
    /// @return the status to end the process with
    synchronized int stop(int wanted) {
        if (status != null) return status;
        int outcome = wanted;
        try {
            running.close();
            LOG.info("stopped");
        } catch (IOException e) {
            LOG.error("stopped, but the block log could not be closed: {}", e.getMessage());
            outcome = FAILED;
        }
        status = outcome;
        return outcome;
    }
}
