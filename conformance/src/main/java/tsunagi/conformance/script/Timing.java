package tsunagi.conformance.script;

import java.time.Duration;
import java.util.List;

/// When something may happen.
///
/// @param after  not earlier than this after the step before; real time, never scaled
/// @param within not later than this after the step began; scaled by the player's time factor
public record Timing(Duration after, Duration within) {
    /// What a line without a timing means.
    public static final Timing DEFAULT = new Timing(Duration.ZERO, Duration.ofSeconds(5));

    static final List<String> WORDS = List.of("after", "within");
}
