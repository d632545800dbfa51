package tsunagi.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import tsunagi.conformance.play.FirstCheck;
import tsunagi.conformance.report.LastWords;
import tsunagi.conformance.report.Printable;
import tsunagi.conformance.target.Forks;

/// Looks at implementations before anything is played, and complains of those that do not start.
record FirstLook(Options options, PrintStream err) {
    /// After this time the user reads what the kit waits for.
    private static final Duration SILENT = Duration.ofSeconds(3);

    /// What the first check found; empty if it does not start.
    Optional<FirstCheck.Looked> at(Implementation one) throws IOException {
        return switch (looked(one)) {
            case FirstCheck.Looked looked -> Optional.of(looked);
            case FirstCheck.NotStarted not -> {
                Forks.awaitEnding();
                Conformance.complain(
                        err,
                        Forks.areEnding()
                                ? "the run was interrupted before the first scenario"
                                : name(one) + " did not start: " + words(not.reason()));
                yield Optional.empty();
            }
        };
    }

    private FirstCheck.Result looked(Implementation one) throws IOException {
        Thread waiting = Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(SILENT);
                err.println("tsunagi: waiting for %s to start".formatted(name(one)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return FirstCheck.run(one.target(), options.conditions().slower(one.patience()));
        } finally {
            waiting.interrupt();
        }
    }

    /// The kit's own sentence, and below it what the node printed.
    private static String words(String reason) {
        int end = reason.indexOf('\n');
        return end < 0
                ? Printable.line(reason)
                : Printable.line(reason.substring(0, end)) + "\n"
                        + String.join("\n", LastWords.quoted(reason.substring(end + 1)));
    }

    private static String name(Implementation one) {
        return one.isNamed() ? one.name() : "the node under test";
    }
}
