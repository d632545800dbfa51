package tsunagi.conformance.verdict;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Level;

/// An outcome, held against what was expected of it.
///
/// @param known the line of the expected failures that speaks of it, or null
public record Judgement(Outcome outcome, Kind kind, ExpectedFailures.@Nullable Line known) {
    /// What an outcome means for the run.
    public enum Kind {
        PASSED("pass"),
        FAILED("FAIL"),
        /// A failure of a level that is not asked for: it lowers the grade.
        TOLERATED("fail (below the level asked for)"),
        EXPECTED_FAILURE("fail (expected)"),
        /// A listed failure that did not happen: its line is stale.
        UNEXPECTED_PASS("PASS (listed as a failure)"),
        INCONCLUSIVE("INCONCLUSIVE"),
        SKIPPED("skipped");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public static Judgement of(Outcome outcome, ExpectedFailures expected, Set<Level> strict) {
        ExpectedFailures.Line known = expected.byId().get(outcome.scenario().id());
        Kind kind = switch (outcome.verdict()) {
            case Verdict.Passed ignored -> known == null ? Kind.PASSED : Kind.UNEXPECTED_PASS;
            case Verdict.Inconclusive ignored -> Kind.INCONCLUSIVE;
            case Verdict.Skipped ignored -> Kind.SKIPPED;
            case Verdict.Failed failed -> {
                boolean asListed = known != null && failed.failure().message().contains(known.says());
                if (asListed) yield Kind.EXPECTED_FAILURE;
                yield strict.contains(outcome.scenario().level()) ? Kind.FAILED : Kind.TOLERATED;
            }
        };
        return new Judgement(outcome, kind, known);
    }

    /// Whether it makes the run fail.
    public boolean isUnexpected() {
        return kind == Kind.FAILED || kind == Kind.UNEXPECTED_PASS;
    }
}
