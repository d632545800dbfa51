package tsunagi.conformance.play;

import java.time.Duration;
import tsunagi.conformance.script.Timing;

/// Turns the times of a transcript into those of this run.
final class Pace {
    private final double timeFactor;
    private long stepBeforeEnded = System.nanoTime();

    Pace(double timeFactor) {
        this.timeFactor = timeFactor;
    }

    /// What `after` counts from.
    void stepEnded() {
        stepBeforeEnded = System.nanoTime();
    }

    /// The System.nanoTime before which it is too early. Real time: a slow machine makes nothing allowed sooner.
    long earliest(Timing timing) {
        // Without `after`, what came before its line was reached is as good as what comes after.
        return timing.after().isZero()
                ? Long.MIN_VALUE
                : stepBeforeEnded + timing.after().toNanos();
    }

    Deadline deadline(Duration time) {
        return Deadline.in(scaled(time));
    }

    Duration scaled(Duration time) {
        return Duration.ofMillis(Math.round(time.toMillis() * timeFactor));
    }
}
