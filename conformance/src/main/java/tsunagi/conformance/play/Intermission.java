package tsunagi.conformance.play;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits while a stage stays open after the last line of its scenario. A suite lets the next
/// scenario begin meanwhile.
@FunctionalInterface
public interface Intermission {
    /// Waits here, and nothing else happens.
    Intermission HERE = time -> LockSupport.parkNanos(time.toNanos());

    /// Returns when the time is over, or a little later.
    void pass(Duration time);
}
