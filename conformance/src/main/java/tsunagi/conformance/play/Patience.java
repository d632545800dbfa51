package tsunagi.conformance.play;

import java.time.Duration;

/// How long a player waits for a node.
///
/// @param timeFactor what every time that the node is given is multiplied by
/// @param linger     how long a stage stays open after the last line of its scenario; real time, never scaled
public record Patience(double timeFactor, Duration linger) {
    /// Late noise of careless nodes comes within a second or two: timers of one second are common.
    public static final Duration LINGER = Duration.ofSeconds(2);

    /// The usual time after the last line.
    public static Patience of(double timeFactor) {
        return new Patience(timeFactor, LINGER);
    }
}
