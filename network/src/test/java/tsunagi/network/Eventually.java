package tsunagi.network;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what has no event of its own. The deadline is for a loaded machine; what holds is
/// noticed within a millisecond.
final class Eventually {
    static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(1);

    static void holds(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > DEADLINE.toNanos()) throw new AssertionError("never came true: " + what);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Eventually() {}
}
