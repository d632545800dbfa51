package tsunagi.conformance.play;

import java.util.Map;
import java.util.TreeMap;

/// What re-recording a scenario gave.
public sealed interface Recording {
    /// The lines that say something else now, whole, by their number. Empty if the
    /// node does what they say.
    record Recorded(Map<Integer, String> lines) implements Recording {
        public Recorded {
            lines = new TreeMap<>(lines);
        }
    }

    /// Something that no `node ->` line can record.
    record Impossible(String reason) implements Recording {}
}
