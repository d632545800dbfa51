package tsunagi.app;

import static tsunagi.app.Logging.LOG;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Stops a node once, at the first request: a signal, the console or the node's own failure.
///
/// It exists before the node does, because a signal may come while the node starts.
final class StopOnce {
    private static final int FAILED = 1;

    private final Runnable afterwards;
    private @Nullable RunningNode running;
    private @Nullable Integer status;

    /// @param afterwards done when the node has stopped
    StopOnce(Runnable afterwards) {
        this.afterwards = afterwards;
    }

    /// There is a node to stop from now on.
    synchronized void started(RunningNode node) {
        running = node;
    }

    /// The node could not be started, so there is nothing to stop.
    synchronized void endWith(int failed) {
        if (status == null) status = failed;
    }

    /// Stops the node, or waits for the thread that is doing so.
    ///
    /// @param wanted the status to end with, if this is the first call, the node has not failed and
    ///               stopping succeeds
    /// @return the status to end the process with
    synchronized int stop(int wanted) {
        if (status != null) return status;
        int outcome = wanted;
        try {
            if (running != null) {
                if (running.node().failure().isDone()) outcome = FAILED;
                running.close();
                afterwards.run();
            }
            LOG.info("stopped");
        } catch (IOException e) {
            LOG.error("stopped, but the block log could not be closed: {}", e.getMessage());
            outcome = FAILED;
        } catch (Throwable e) {
            // A node that failed may not stop in order either; the process has to end all the same.
            LOG.error("stopped, but not in order: {}", e.toString());
            outcome = FAILED;
        }
        status = outcome;
        return outcome;
    }
}
