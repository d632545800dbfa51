package tsunagi.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import tsunagi.conformance.play.FirstCheck;
import tsunagi.conformance.report.LastWords;
import tsunagi.conformance.target.Forks;

/// Looks at implementations before anything is played, and complains of those that do not start.
record FirstLook(Options options, PrintStream err) {
    /// What the first check found; empty if it does not start.
    Optional<FirstCheck.Looked> at(Implementation one) throws IOException {
        return switch (FirstCheck.run(one.target(), options.conditions().slower(one.patience()))) {
            case FirstCheck.Looked looked -> Optional.of(looked);
            case FirstCheck.NotStarted not -> {
                Forks.awaitEnding();
                String name = one.isNamed() ? one.name() : "the node under test";
                Conformance.complain(
                        err,
                        Forks.areEnding()
                                ? "the run was interrupted before the first scenario"
                                : name + " did not start: " + String.join("\n", LastWords.of(not.reason())));
                yield Optional.empty();
            }
        };
    }
}
