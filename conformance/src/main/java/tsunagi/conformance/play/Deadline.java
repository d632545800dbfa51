package tsunagi.conformance.play;

import java.time.Duration;

/// A moment until which something may take.
public record Deadline(long nanoTime) {
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /// This moment, or the other one if that is sooner.
    Deadline atMost(Deadline other) {
        return other.nanosLeft() < nanosLeft() ? other : this;
    }

    public long nanosLeft() {
        return nanoTime - System.nanoTime();
    }

    public boolean isOver() {
        return nanosLeft() <= 0;
    }

    /// A time in milliseconds for the calls that take no finer one; at least 1.
    public int millisLeft() {
        return Math.clamp(nanosLeft() / 1_000_000, 1, Integer.MAX_VALUE);
    }
}
