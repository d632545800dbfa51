package tsunagi.conformance.play;

import java.time.Duration;
import java.util.SplittableRandom;

/// What a bad network makes of the bytes that one node sends: each piece comes
/// late, and some later still.
///
/// A program never sees that a packet was lost. It sees what TCP makes of that: the bytes come when
/// they were sent again, and all that follows waits for them.
final class Lag {
    /// Linux sends a lost packet again after 200 ms at the soonest, where nothing
    /// that follows shows the loss sooner. It waits twice as long before each further
    /// try, and gives up after 15.
    private static final long RETRANSMISSION_NANOS = Duration.ofMillis(200).toNanos();

    private static final int MAX_RETRANSMISSIONS = 15;

    private static final int PERCENT = 100;

    /// The same losses in each run.
    private final SplittableRandom random = new SplittableRandom(1);

    private long delayNanos;
    private int lossPercent;
    private long lastDue = Long.MIN_VALUE;

    /// Changes what happens from now on; zeros end it.
    synchronized void set(Duration delay, int loss) {
        delayNanos = delay.toNanos();
        lossPercent = loss;
    }

    /// The System.nanoTime at which a piece that was read now arrives. Never before
    /// the piece read before it.
    synchronized long due() {
        long due = System.nanoTime() + delayNanos;
        long again = RETRANSMISSION_NANOS;
        for (int tries = 0; tries < MAX_RETRANSMISSIONS && random.nextInt(PERCENT) < lossPercent; tries++) {
            due += again;
            again *= 2;
        }
        lastDue = lastDue == Long.MIN_VALUE ? due : lastDue + Math.max(0, due - lastDue);
        return lastDue;
    }
}
