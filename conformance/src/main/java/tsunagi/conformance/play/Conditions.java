package tsunagi.conformance.play;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The conditions under which scenarios are played.
///
/// @param timeFactor what every time that the node is given is multiplied by
/// @param linger how long a stage stays open after the last line of its
///     scenario; real time, never scaled
/// @param allowances faults that are known and set aside, so that others can be seen
public record Conditions(double timeFactor, Duration linger, Set<Allowance> allowances, Limits limits) {
    /// Times of the user's own.
    ///
    /// @param start    what a node may need to start; scaled as all times of a node are
    /// @param scenario what all lines of a scenario may take; real time
    public record Limits(Duration start, Optional<Duration> scenario) {
        /// Long enough for a slow machine, and no limit for a scenario: its lines have their own.
        public static final Limits USUAL = new Limits(Duration.ofSeconds(30), Optional.empty());
    }

    /// Late noise of careless nodes comes within a second or two: timers of one second are common.
    static final Duration LINGER = Duration.ofSeconds(2);

    /// What a factor of times must look like, for messages.
    public static final String FACTOR = "a number from 0.1 to 1000, such as 2 or 1.5";

    /// Reads a factor of times. Less than a tenth leaves a node no time to start, and more than a
    /// thousand makes a wait of hours out of one of seconds.
    ///
    /// @return empty if the text is none
    public static OptionalDouble factor(String text) {
        if (!text.matches("\\d{1,4}(\\.\\d{1,4})?")) return OptionalDouble.empty();
        double factor = Double.parseDouble(text);
        return factor < 0.1 || factor > 1000 ? OptionalDouble.empty() : OptionalDouble.of(factor);
    }

    public Conditions {
        allowances = Set.copyOf(allowances);
    }

    /// The usual time after the last line, and no allowances.
    public static Conditions of(double timeFactor) {
        return new Conditions(timeFactor, LINGER, Set.of(), Limits.USUAL);
    }

    /// The same for nodes that need so many times more time.
    public Conditions slower(double factor) {
        return new Conditions(timeFactor * factor, linger, allowances, limits);
    }

    /// The same with other allowances.
    public Conditions allowing(Set<Allowance> others) {
        return new Conditions(timeFactor, linger, others, limits);
    }

    /// The same with other limits.
    public Conditions within(Limits others) {
        return new Conditions(timeFactor, linger, allowances, others);
    }
}
