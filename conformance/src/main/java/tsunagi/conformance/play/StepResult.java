package tsunagi.conformance.play;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.Octets;

/// What came of one step.
sealed interface StepResult {
    StepResult DONE = new Done();

    record Done() implements StepResult {}

    /// The node is wrong.
    ///
    /// @param isMissing whether the fault is that something did not come; a node that did not know
    ///     of a connection yet shows just this
    record Wrong(
            String message, List<Octets> expected, @Nullable Octets actual, boolean isMissing) implements StepResult {
        Wrong(String message, List<Octets> expected, @Nullable Octets actual) {
            this(message, expected, actual, false);
        }
    }

    /// Nothing shows whether the node is wrong.
    ///
    /// @param fault the node of several that leaves it open, if it is one
    record Undecided(String reason, @Nullable Fault fault) implements StepResult {
        Undecided(String reason) {
            this(reason, null);
        }
    }

    /// The measuring was disturbed; the scenario has to be played again.
    ///
    /// @param node whose chain changed
    record Disturbed(String node) implements StepResult {}

    static StepResult wrong(String message) {
        return new Wrong(message, List.of(), null);
    }

    static StepResult missing(String message) {
        return new Wrong(message, List.of(), null, true);
    }
}
