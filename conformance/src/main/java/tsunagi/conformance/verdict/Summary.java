package tsunagi.conformance.verdict;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Level;

/// A whole run in numbers.
///
/// @param judgements one for each scenario, the worst of all rounds, in the order of the ids
/// @param rounds     what came of each round, for each scenario's id
public record Summary(List<Judgement> judgements, RuleBook rules, Map<String, List<Rounds.Round>> rounds) {
    public Summary {
        judgements = List.copyOf(judgements);
        rounds = Map.copyOf(rounds);
    }

    /// A run of one round.
    public Summary(List<Judgement> judgements, RuleBook rules) {
        this(judgements, rules, Map.of());
    }

    /// How many rounds there were.
    public int roundCount() {
        return rounds.values().stream().mapToInt(List::size).max().orElse(1);
    }

    public long count(Judgement.Kind kind) {
        return judgements.stream().filter(one -> one.kind() == kind).count();
    }

    private boolean passed(Judgement judgement) {
        return judgement.outcome().verdict() instanceof Verdict.Passed;
    }

    /// The visible rules of scenarios that passed.
    public Set<String> coveredRules() {
        Set<String> covered = new HashSet<>();
        for (Judgement one : judgements) {
            if (passed(one)) covered.addAll(one.outcome().scenario().rules());
        }
        covered.retainAll(rules.visible());
        return covered;
    }

    /// The line of proof: what ran, of how many.
    public String proof() {
        String scenarios = "%s of %s scenarios passed"
                .formatted(judgements.stream().filter(this::passed).count(), judgements.size());
        int visible = rules.visible().size();
        String covered = visible == 0
                ? ""
                : " · %s of %s visible rules covered".formatted(coveredRules().size(), visible);
        String rounds = roundCount() == 1 ? "" : " · the worst of " + roundCount() + " rounds";
        return scenarios + others() + covered + " · level " + levels() + rounds;
    }

    private String others() {
        StringBuilder out = new StringBuilder();
        append(out, count(Judgement.Kind.FAILED), "failed");
        append(out, count(Judgement.Kind.TOLERATED), "failed below the level asked for");
        append(out, count(Judgement.Kind.EXPECTED_FAILURE), "failed as expected");
        append(out, count(Judgement.Kind.PARTNERS_FAULT), "failed by a partner");
        append(out, count(Judgement.Kind.FLAKY), "passed after a retry");
        append(out, count(Judgement.Kind.UNEXPECTED_PASS), "passed against expectation");
        append(out, count(Judgement.Kind.INCONCLUSIVE), "inconclusive");
        append(out, count(Judgement.Kind.SKIPPED) + count(Judgement.Kind.LEFT_OUT), "skipped");
        return out.toString();
    }

    private static void append(StringBuilder out, long count, String words) {
        if (count > 0) out.append(" · ").append(count).append(' ').append(words);
    }

    /// Whether any scenario was played at all.
    public boolean playedSomething() {
        return judgements.stream().anyMatch(one -> !(one.outcome().verdict() instanceof Verdict.Skipped));
    }

    private String levels() {
        return Arrays.stream(Level.values())
                .filter(level -> count(level, false) > 0)
                .map(level -> "%s %s/%s".formatted(level, count(level, true), count(level, false)))
                .collect(Collectors.joining(" "));
    }

    /// How many of a level there are, or passed.
    public long count(Level level, boolean onlyPassed) {
        return judgements.stream()
                .filter(one -> one.outcome().scenario().level() == level)
                .filter(one -> !onlyPassed || passed(one))
                .count();
    }

    /// What the run ends with. A failure is certain, so it outweighs what could not be decided. A
    /// skip that no flag declares is something that nobody looked at.
    public ExitStatus status() {
        if (judgements.stream().anyMatch(Judgement::isUnexpected)) return ExitStatus.UNEXPECTED;
        if (count(Judgement.Kind.INCONCLUSIVE) > 0) return ExitStatus.INCONCLUSIVE;
        if (count(Judgement.Kind.SKIPPED) > 0 || !playedSomething()) return ExitStatus.INCONCLUSIVE;
        return ExitStatus.AS_EXPECTED;
    }
}
