package tsunagi.conformance.verdict;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Need;

/// Says what was not played, why, and which flag declares it.
public final class Skips {
    /// Sentences about the skips that no flag declares; none if there is no such skip.
    ///
    /// @param offers what the target can do
    public static List<String> undeclared(Summary summary, Set<Need> offers) {
        List<String> sentences = new ArrayList<>();
        if (!summary.tally().playedSomething()) sentences.add("No scenario was played, so this run shows nothing.");
        sentences.addAll(undeclared(summary.judgements(), offers));
        return sentences;
    }

    /// The same of some judgements.
    public static List<String> undeclared(List<Judgement> judgements, Set<Need> offers) {
        Map<String, Integer> reasons = new TreeMap<>();
        Set<Need> lacking = EnumSet.noneOf(Need.class);
        for (Judgement one : judgements) {
            if (one.kind() != Judgement.Kind.SKIPPED) continue;
            reasons.merge(one.reason(), 1, Integer::sum);
            one.outcome().scenario().needs().stream()
                    .filter(need -> !offers.contains(need))
                    .forEach(lacking::add);
        }
        if (reasons.isEmpty()) return List.of();
        List<String> sentences = new ArrayList<>();
        int count = reasons.values().stream().mapToInt(Integer::intValue).sum();
        sentences.add(
                count == 1
                        ? "1 scenario was skipped and no flag declares that, so the status cannot be 0:"
                        : count + " scenarios were skipped and no flag declares that, so the status cannot be 0:");
        reasons.forEach((reason, times) -> sentences.add("  " + times + " because " + reason));
        if (!lacking.isEmpty()) {
            sentences.add("If your node lacks that, declare it: --without "
                    + lacking.stream().map(Need::word).collect(Collectors.joining(",")));
        }
        return sentences;
    }

    /// The verdict of a scenario that is left out as declared.
    public static Verdict.Skipped declared(Set<Need> needs, Set<Need> without) {
        return new Verdict.Skipped(reason(needs, without));
    }

    private static String reason(Set<Need> needs, Set<Need> without) {
        return needs.stream()
                .filter(without::contains)
                .map(Need::word)
                .sorted()
                .collect(Collectors.joining(",", "the target is declared to be without ", ""));
    }

    private Skips() {}
}
