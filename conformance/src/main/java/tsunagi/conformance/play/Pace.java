package tsunagi.conformance.play;

import java.time.Duration;
import tsunagi.conformance.script.Timing;

/// Turns the times of a transcript into those of this run.
final class Pace {
    static final Duration LONG_SETTLE = Duration.ofSeconds(1);

    private final double timeFactor;
    private final boolean patient;
    private long stepBeforeEnded = System.nanoTime();

    /// @param patient whether a node has plenty of time to take note of a connection
    Pace(double timeFactor, boolean patient) {
        this.timeFactor = timeFactor;
        this.patient = patient;
    }

    /// How long a node may need to take note of a connection, where nothing shows that it has.
    ///
    /// @param usual what is enough for most nodes
    Duration settle(Duration usual) {
        return patient ? scaled(LONG_SETTLE) : usual;
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
