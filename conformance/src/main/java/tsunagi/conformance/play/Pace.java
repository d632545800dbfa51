package tsunagi.conformance.play;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Timing;

/// Turns the times of a transcript into those of this run.
final class Pace {
    static final Duration LONG_SETTLE = Duration.ofSeconds(1);

    private final double timeFactor;
    private final boolean patient;
    private final Duration start;
    private final Optional<Duration> limit;
    private long stepBeforeEnded = System.nanoTime();
    private @Nullable Deadline end;

    /// @param patient whether a node has plenty of time to take note of a connection
    Pace(Conditions conditions, boolean patient) {
        this.timeFactor = conditions.timeFactor();
        this.patient = patient;
        this.start = conditions.limits().start();
        this.limit = conditions.limits().scenario();
    }

    /// The first line is played now.
    void begin() {
        end = limit.map(Deadline::in).orElse(null);
    }

    /// What follows the last line takes little time, and is not limited.
    void lastLineEnded() {
        end = null;
    }

    /// Whether the scenario has used up the time that the user gives it.
    boolean isOver() {
        return end != null && end.isOver();
    }

    String overText() {
        return "--scenario-limit of %s s had passed at this line"
                .formatted(limit.orElseThrow().toSeconds());
    }

    /// Until when a node that is started now must listen.
    Deadline start() {
        return deadline(start);
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

    /// The System.nanoTime before which it is too early. Real time: a slow machine
    /// makes nothing allowed sooner.
    long earliest(Timing timing) {
        return earliest(timing, null);
    }

    /// The same for a connection that comes again. A node counts from its loss, and knows nothing
    /// of the steps that the player has taken since, which may be long on a busy machine.
    ///
    /// @param lost the System.nanoTime when the connection before it ended; null if there was none
    long earliest(Timing timing, @Nullable Long lost) {
        // Without `after`, what came before its line was reached is as good as what comes after.
        if (timing.after().isZero()) return Long.MIN_VALUE;
        return (lost == null ? stepBeforeEnded : lost) + timing.after().toNanos();
    }

    /// What a node is given: longer by the factor of the run.
    Deadline deadline(Duration time) {
        return exactly(scaled(time));
    }

    /// The same in real time.
    Deadline exactly(Duration time) {
        Deadline own = Deadline.in(time);
        return end == null ? own : own.atMost(end);
    }

    Duration scaled(Duration time) {
        return Duration.ofMillis(Math.round(time.toMillis() * timeFactor));
    }
}
