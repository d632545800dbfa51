package tsunagi.conformance.verdict;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Fault;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Target;

/// An outcome, held against what was expected of it.
///
/// @param known the line of the known failures that speaks of it, or null
public record Judgement(Outcome outcome, Kind kind, ExpectedFailures.@Nullable Line known) {
    /// What an outcome means for the run, worst first.
    public enum Kind {
        FAILED("FAIL"),
        /// A listed failure that did not happen: its line is stale.
        UNEXPECTED_PASS("PASS (listed as a failure)"),
        INCONCLUSIVE("INCONCLUSIVE"),
        /// Not played, though no flag declares that: such a run is not green.
        SKIPPED("skipped"),
        EXPECTED_FAILURE("fails as listed"),
        /// Of a level that is not asked for: it lowers the grade.
        TOLERATED("above the level asked for"),
        /// Laid at another implementation's door, in a network of several.
        PARTNERS_FAULT("fails by its partner"),
        /// Passed when it was played again, as `--retries` allows.
        FLAKY("flaky"),
        /// Did not pass, and is listed as one that fails now and then.
        LISTED_FLAKY("flaky as listed"),
        /// Not played, because the target is declared to lack what the scenario
        /// needs, or a partner lacks it.
        LEFT_OUT("skipped"),
        PASSED("pass");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /// Whether it makes the run fail.
        public boolean isUnexpected() {
            return this == FAILED || this == UNEXPECTED_PASS;
        }
    }

    /// What a run is held against.
    ///
    /// @param expected the failures that are known
    /// @param flaky    those that come now and then
    /// @param strict   the levels that count
    /// @param without  what the target is declared to lack
    public record Terms(ExpectedFailures expected, ExpectedFailures flaky, Set<Level> strict, Set<Need> without) {
        public Terms {
            strict = Set.copyOf(strict);
            without = Set.copyOf(without);
        }

        /// Whether a scenario is left out because the target is declared to lack what it needs.
        public boolean leavesOut(Scenario scenario) {
            return scenario.needs().stream().anyMatch(without::contains);
        }
    }

    public static Judgement of(Outcome outcome, Terms terms) {
        Scenario scenario = outcome.scenario();
        ExpectedFailures.Line flaky = terms.flaky().of(scenario.id(), reason(outcome));
        boolean isOpen = isOpen(outcome.verdict());
        ExpectedFailures.Line known = terms.expected().of(scenario.id(), reason(outcome));
        // A glob is about scenarios without a line of their own, in either list.
        if (flaky != null && flaky.isGlob() && known != null && !known.isGlob()) flaky = null;
        if (isOpen && says(flaky, reason(outcome))) return new Judgement(outcome, Kind.LISTED_FLAKY, flaky);
        Kind unlisted = terms.strict().contains(scenario.level()) ? Kind.FAILED : Kind.TOLERATED;
        Kind kind = switch (outcome.verdict()) {
            case Verdict.Passed passed -> {
                if (!passed.before().isEmpty()) yield says(known, passed.before()) ? Kind.EXPECTED_FAILURE : Kind.FLAKY;
                yield known == null ? Kind.PASSED : Kind.UNEXPECTED_PASS;
            }
            case Verdict.Skipped skipped ->
                skipped.isPartners() || terms.leavesOut(scenario) ? Kind.LEFT_OUT : Kind.SKIPPED;
            case Verdict.Failed failed -> {
                if (says(known, failed.failure().message())) yield Kind.EXPECTED_FAILURE;
                yield isPartners(failed.failure().fault()) ? Kind.PARTNERS_FAULT : unlisted;
            }
            case Verdict.Inconclusive open -> {
                if (says(known, open.reason())) yield Kind.EXPECTED_FAILURE;
                if (isPartners(open.fault())) yield Kind.PARTNERS_FAULT;
                yield unlisted == Kind.TOLERATED ? Kind.TOLERATED : Kind.INCONCLUSIVE;
            }
        };
        return new Judgement(outcome, kind, known == null && isOpen ? flaky : known);
    }

    /// Whether it was played, and did not pass.
    private static boolean isOpen(Verdict verdict) {
        return verdict instanceof Verdict.Failed || verdict instanceof Verdict.Inconclusive;
    }

    private static boolean isPartners(@Nullable Fault fault) {
        return fault != null
                && !fault.implementation().isEmpty()
                && !fault.implementation().equals(Target.Member.UNDER_TEST);
    }

    private static boolean says(ExpectedFailures.@Nullable Line known, String message) {
        return known != null && message.contains(known.says());
    }

    /// Why it did not pass, or not at once; empty if it did.
    public String reason() {
        return reason(outcome);
    }

    private static String reason(Outcome outcome) {
        return switch (outcome.verdict()) {
            case Verdict.Passed passed -> passed.before();
            case Verdict.Failed failed -> failed.failure().message();
            case Verdict.Inconclusive open -> open.reason();
            case Verdict.Skipped skipped -> skipped.reason();
        };
    }

    /// Whose doing the failure is, of several nodes, if that is known.
    public Optional<Fault> fault() {
        return Optional.ofNullable(
                switch (outcome.verdict()) {
                    case Verdict.Failed failed -> failed.failure().fault();
                    case Verdict.Inconclusive open -> open.fault();
                    case Verdict.Passed ignored -> null;
                    case Verdict.Skipped ignored -> null;
                });
    }

    /// Whether it makes the run fail.
    public boolean isUnexpected() {
        return kind.isUnexpected();
    }
}
