package tsunagi.conformance.play;

import java.time.Duration;
import java.util.Set;

/// The conditions under which scenarios are played.
///
/// @param timeFactor what every time that the node is given is multiplied by
/// @param linger how long a stage stays open after the last line of its
///     scenario; real time, never scaled
/// @param allowances faults that are known and set aside, so that others can be seen
public record Conditions(double timeFactor, Duration linger, Set<Allowance> allowances) {
    /// Late noise of careless nodes comes within a second or two: timers of one second are common.
    static final Duration LINGER = Duration.ofSeconds(2);

    public Conditions {
        allowances = Set.copyOf(allowances);
    }

    /// The usual time after the last line, and no allowances.
    public static Conditions of(double timeFactor) {
        return new Conditions(timeFactor, LINGER, Set.of());
    }

    /// The same for nodes that need so many times more time.
    public Conditions slower(double factor) {
        return new Conditions(timeFactor * factor, linger, allowances);
    }

    /// The same with other allowances.
    public Conditions allowing(Set<Allowance> others) {
        return new Conditions(timeFactor, linger, others);
    }
}
