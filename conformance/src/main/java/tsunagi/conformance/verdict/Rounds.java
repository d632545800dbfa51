package tsunagi.conformance.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Adds up the rounds of a run. Of each scenario it keeps the worst round whole, and of all others
/// what came of them.
public final class Rounds {
    /// What came of one round of one scenario.
    ///
    /// @param reason why it did not pass; empty if it did
    public record Round(Judgement.Kind kind, String reason, Duration took) {}

    private final Map<String, Judgement> worst = new LinkedHashMap<>();
    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

    /// Adds a round: one judgement for each scenario.
    public void add(List<Judgement> round) {
        for (Judgement one : round) {
            String id = one.outcome().scenario().id();
            worst.merge(id, one, Rounds::worse);
            rounds.computeIfAbsent(id, ignored -> new ArrayList<>())
                    .add(new Round(one.kind(), one.reason(), one.outcome().took()));
        }
    }

    /// The one of the worse kind; of two of one kind the earlier one.
    private static Judgement worse(Judgement earlier, Judgement later) {
        return later.kind().compareTo(earlier.kind()) < 0 ? later : earlier;
    }

    public Summary summary(RuleBook rules) {
        return new Summary(List.copyOf(worst.values()), rules, rounds);
    }
}
