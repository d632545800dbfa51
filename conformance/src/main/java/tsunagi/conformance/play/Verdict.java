package tsunagi.conformance.play;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.Octets;

/// What came of a scenario.
public sealed interface Verdict {
    /// The node did all that it must.
    ///
    /// @param before why an earlier play of the same run did not pass; empty if the first one did
    record Passed(String before) implements Verdict {
        public Passed() {
            this("");
        }
    }

    /// The node did what it must not, or did not do what it must.
    record Failed(Failure failure) implements Verdict {}

    /// It could not be decided.
    ///
    /// @param fault the node of several that left it open; null if it was none, or cannot be found
    record Inconclusive(int line, String reason, @Nullable Fault fault) implements Verdict {
        public Inconclusive(int line, String reason) {
            this(line, reason, null);
        }
    }

    /// The target cannot do what the scenario needs.
    ///
    /// @param isPartners whether the target could, and a partner cannot
    record Skipped(String reason, boolean isPartners) implements Verdict {
        public Skipped(String reason) {
            this(reason, false);
        }
    }

    /// What comes of a scenario if somebody ends the kit.
    static Skipped interrupted() {
        return new Skipped("the run was interrupted");
    }

    /// Where and how a node failed.
    ///
    /// @param line     of the transcript
    /// @param message  one line
    /// @param expected the frames that could have come, if any
    /// @param actual   the frame that came instead, if one did
    /// @param fault whose doing it is, of several nodes; null where that is plain or cannot be told
    record Failure(
            int line,
            String message,
            List<Octets> expected,
            @Nullable Octets actual,
            @Nullable Fault fault) {
        public Failure {
            expected = List.copyOf(expected);
        }

        /// A failure of a node that plays alone.
        public Failure(int line, String message, List<Octets> expected, @Nullable Octets actual) {
            this(line, message, expected, actual, null);
        }
    }

    /// One word for tables.
    default String word() {
        return switch (this) {
            case Passed ignored -> "pass";
            case Failed ignored -> "fail";
            case Inconclusive ignored -> "inconclusive";
            case Skipped ignored -> "skipped";
        };
    }
}
