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

    /// How long a node may mine where a line has no `within`. How many hashes it takes is chance,
    /// and a slow node on a busy machine makes few of them in a second.
    public static final Duration MINED = Duration.ofSeconds(20);

    static final List<String> WORDS = List.of("after", "within");
}
