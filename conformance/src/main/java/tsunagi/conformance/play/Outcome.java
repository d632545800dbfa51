package tsunagi.conformance.play;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tsunagi.conformance.script.Scenario;

/// A scenario that was played.
///
/// @param wire  what happened
/// @param words the last words of each node on its outputs
public record Outcome(
        Scenario scenario, Verdict verdict, Duration took, List<WireLog.Event> wire, Map<String, String> words) {
    public Outcome {
        wire = List.copyOf(wire);
        words = Map.copyOf(words);
    }
}
