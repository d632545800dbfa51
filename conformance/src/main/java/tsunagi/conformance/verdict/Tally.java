package tsunagi.conformance.verdict;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tsunagi.conformance.script.Level;

/// Counts what came of the scenarios of a run, and decides the exit status.
///
/// @param counted one for each scenario
/// @param visible the rules that can be seen from outside
/// @param rounds  how often the whole run was played
public record Tally(List<Counted> counted, Set<String> visible, int rounds) {
    /// What counts of one scenario.
    ///
    /// @param passed whether its verdict is a pass, also one that was not expected
    /// @param played whether it was played at all
    public record Counted(Judgement.Kind kind, boolean passed, boolean played, Level level, List<String> rules) {
        public Counted {
            rules = List.copyOf(rules);
        }
    }

    public Tally {
        counted = List.copyOf(counted);
        visible = Set.copyOf(visible);
    }

    /// How many scenarios are of a kind.
    public long count(Judgement.Kind kind) {
        return counted.stream().filter(one -> one.kind() == kind).count();
    }

    /// How many scenarios make the run fail.
    public long unexpected() {
        return counted.stream().filter(one -> one.kind().isUnexpected()).count();
    }

    /// The visible rules of scenarios that passed.
    public Set<String> coveredRules() {
        Set<String> covered = new HashSet<>();
        for (Counted one : counted) {
            if (one.passed()) covered.addAll(one.rules());
        }
        covered.retainAll(visible);
        return covered;
    }

    /// Whether any scenario was played at all.
    public boolean playedSomething() {
        return counted.stream().anyMatch(Counted::played);
    }

    /// The line of proof: what ran, of how many.
    public String proof() {
        String scenarios = "%s of %s scenarios passed"
                .formatted(counted.stream().filter(Counted::passed).count(), counted.size());
        String covered = visible.isEmpty()
                ? ""
                : " · %s of %s visible rules covered".formatted(coveredRules().size(), visible.size());
        String times = rounds == 1 ? "" : " · the worst of " + rounds + " rounds";
        return scenarios + others() + covered + " · level " + levels() + times;
    }

    private String others() {
        StringBuilder out = new StringBuilder();
        append(out, count(Judgement.Kind.FAILED), "failed");
        append(out, count(Judgement.Kind.TOLERATED), "not passed above the level asked for");
        append(out, count(Judgement.Kind.EXPECTED_FAILURE), "failed as expected");
        append(out, count(Judgement.Kind.PARTNERS_FAULT), "failed by a partner");
        append(out, count(Judgement.Kind.FLAKY), "passed after a retry");
        append(out, count(Judgement.Kind.LISTED_FLAKY), "flaky as listed");
        append(out, count(Judgement.Kind.UNEXPECTED_PASS), "passed against expectation");
        append(out, count(Judgement.Kind.INCONCLUSIVE), "inconclusive");
        append(out, count(Judgement.Kind.SKIPPED) + count(Judgement.Kind.LEFT_OUT), "skipped");
        return out.toString();
    }

    private static void append(StringBuilder out, long count, String words) {
        if (count > 0) out.append(" · ").append(count).append(' ').append(words);
    }

    private String levels() {
        return Arrays.stream(Level.values())
                .filter(level -> of(level) > 0)
                .map(level -> "%s %s/%s".formatted(level, passed(level), of(level)))
                .collect(Collectors.joining(" "));
    }

    private long of(Level level) {
        return counted.stream().filter(one -> one.level() == level).count();
    }

    private long passed(Level level) {
        return counted.stream()
                .filter(one -> one.level() == level && one.passed())
                .count();
    }

    /// What the run ends with. A failure is certain, so it outweighs what could not be decided. A
    /// skip that no flag declares may be an oversight.
    public ExitStatus status() {
        if (unexpected() > 0) return ExitStatus.UNEXPECTED;
        if (count(Judgement.Kind.INCONCLUSIVE) > 0) return ExitStatus.INCONCLUSIVE;
        if (count(Judgement.Kind.SKIPPED) > 0 || !playedSomething()) return ExitStatus.INCONCLUSIVE;
        return ExitStatus.AS_EXPECTED;
    }
}
