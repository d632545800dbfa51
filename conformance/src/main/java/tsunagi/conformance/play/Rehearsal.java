package tsunagi.conformance.play;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.target.Site;
import tsunagi.conformance.target.Target;

/// Starts one node of a target before any scenario does, so that a target that cannot start is
/// told apart from one that is wrong.
public final class Rehearsal {
    private static final Duration START = Duration.ofSeconds(30);

    /// Why the target does not start, with what it said, or null if it does.
    public static @Nullable String startFault(Target target, double timeFactor) throws IOException {
        Path data = Files.createTempDirectory("conformance");
        try (Site site = Sites.open(target)) {
            Node node = new Node("node", site, data);
            try {
                String fault = node.start(List.of(), new Pace(timeFactor, false).deadline(START));
                if (fault == null) return null;
                String words = node.words().strip();
                return words.isEmpty() ? fault : fault + "; it said:\n" + words;
            } finally {
                node.kill();
            }
        } finally {
            Stage.remove(data);
        }
    }

    private Rehearsal() {}
}
