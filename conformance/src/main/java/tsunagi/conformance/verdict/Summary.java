package tsunagi.conformance.verdict;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tsunagi.conformance.play.Verdict;

/// A whole run.
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

    /// Its numbers.
    public Tally tally() {
        return new Tally(judgements.stream().map(Summary::counted).toList(), Set.copyOf(rules.visible()), roundCount());
    }

    private static Tally.Counted counted(Judgement one) {
        Verdict verdict = one.outcome().verdict();
        return new Tally.Counted(
                one.kind(),
                verdict instanceof Verdict.Passed,
                !(verdict instanceof Verdict.Skipped),
                one.outcome().scenario().level(),
                one.outcome().scenario().rules());
    }
}
