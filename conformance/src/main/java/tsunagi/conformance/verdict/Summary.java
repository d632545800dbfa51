package tsunagi.conformance.verdict;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Level;

/// A whole run in numbers.
///
/// @param judgements in the order of the ids
public record Summary(List<Judgement> judgements, RuleBook rules) {
    public Summary {
        judgements = List.copyOf(judgements);
    }

    public long count(Judgement.Kind kind) {
        return judgements.stream().filter(one -> one.kind() == kind).count();
    }

    private boolean passed(Judgement judgement) {
        return judgement.outcome().verdict() instanceof Verdict.Passed;
    }

    /// The visible rules that a scenario which passed or failed speaks of.
    public Set<String> coveredRules() {
        Set<String> covered = new HashSet<>();
        for (Judgement one : judgements) {
            boolean decided = one.outcome().verdict() instanceof Verdict.Passed
                    || one.outcome().verdict() instanceof Verdict.Failed;
            if (decided) covered.addAll(one.outcome().scenario().rules());
        }
        covered.retainAll(rules.visible());
        return covered;
    }

    /// The line of proof: what ran, of how many.
    public String proof() {
        String scenarios = "%d of %d scenarios passed"
                .formatted(judgements.stream().filter(this::passed).count(), judgements.size());
        int visible = rules.visible().size();
        String covered = visible == 0
                ? ""
                : " · %d of %d visible rules covered".formatted(coveredRules().size(), visible);
        return scenarios + others() + covered + " · level " + levels();
    }

    private String others() {
        StringBuilder out = new StringBuilder();
        append(out, Judgement.Kind.FAILED, "failed");
        append(out, Judgement.Kind.TOLERATED, "failed below the level asked for");
        append(out, Judgement.Kind.EXPECTED_FAILURE, "failed as expected");
        append(out, Judgement.Kind.UNEXPECTED_PASS, "passed against expectation");
        append(out, Judgement.Kind.INCONCLUSIVE, "inconclusive");
        append(out, Judgement.Kind.SKIPPED, "skipped");
        return out.toString();
    }

    private void append(StringBuilder out, Judgement.Kind kind, String words) {
        if (count(kind) > 0) out.append(" · ").append(count(kind)).append(' ').append(words);
    }

    private String levels() {
        return Arrays.stream(Level.values())
                .filter(level -> count(level, false) > 0)
                .map(level -> "%s %d/%d".formatted(level, count(level, true), count(level, false)))
                .collect(Collectors.joining(" "));
    }

    /// How many of a level there are, or passed.
    public long count(Level level, boolean onlyPassed) {
        return judgements.stream()
                .filter(one -> one.outcome().scenario().level() == level)
                .filter(one -> !onlyPassed || passed(one))
                .count();
    }

    /// What the run ends with. A failure is certain, so it outweighs what could not be decided.
    public ExitStatus status() {
        if (judgements.stream().anyMatch(Judgement::isUnexpected)) return ExitStatus.UNEXPECTED;
        if (count(Judgement.Kind.INCONCLUSIVE) > 0) return ExitStatus.INCONCLUSIVE;
        if (count(Judgement.Kind.SKIPPED) == judgements.size()) return ExitStatus.INCONCLUSIVE;
        return ExitStatus.AS_EXPECTED;
    }
}
