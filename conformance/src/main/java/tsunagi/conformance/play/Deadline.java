package tsunagi.conformance.play;

import java.time.Duration;
import tsunagi.conformance.target.Forks;

/// A moment until which something may take. Once somebody has ended the kit, every deadline is
/// over: nothing that is seen then counts.
public record Deadline(long nanoTime) {
    /// A wait looks so often whether the kit is ending.
    private static final long LOOK_NANOS = 100_000_000;

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /// This moment, or the other one if that is sooner.
    Deadline atMost(Deadline other) {
        return other.nanosLeft() < nanosLeft() ? other : this;
    }

    public long nanosLeft() {
        return Forks.areEnding() ? 0 : nanoTime - System.nanoTime();
    }

    /// How long a wait may take before it looks at this deadline again; 0 if it is over.
    long nanosToWait() {
        return Math.clamp(nanosLeft(), 0, LOOK_NANOS);
    }

    public boolean isOver() {
        return nanosLeft() <= 0;
    }

    /// A time in milliseconds for the calls that take no finer one; at least 1.
    public int millisLeft() {
        return Math.clamp(nanosLeft() / 1_000_000, 1, Integer.MAX_VALUE);
    }
}
