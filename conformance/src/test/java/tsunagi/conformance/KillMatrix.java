package tsunagi.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.Step;

/// Whom each expectation of the transcripts kills: one row for each, `scenario | place | words |
/// mutants`. The place counts the expectations of a scenario from 1.
final class KillMatrix {
    private static final String GAP = " | ";

    /// What stands before the mutants of a row, and the mutants.
    record Row(String expectation, Set<String> kills) {
        static Row parse(String line) {
            int end = line.lastIndexOf(" |");
            Set<String> kills =
                    new TreeSet<>(List.of(line.substring(end + 2).strip().split(" ", -1)));
            kills.remove("");
            return new Row(line.substring(0, end), kills);
        }

        String scenario() {
            return expectation.substring(0, expectation.indexOf(GAP));
        }

        @Override
        public String toString() {
            return (expectation + GAP + String.join(" ", kills)).strip();
        }
    }

    /// The rows of one scenario.
    ///
    /// @param verdicts what came of it against each mutant
    static List<Row> rows(Scenario scenario, Function<String, Verdict> verdicts) {
        NavigableMap<Integer, Set<String>> killedAt = new TreeMap<>();
        for (Step step : scenario.steps()) {
            if (step.isExpectation()) killedAt.put(step.line(), new TreeSet<>());
        }
        for (String kill : scenario.kills()) {
            if (verdicts.apply(kill) instanceof Verdict.Failed failed) {
                // A node that ends is missed at any step; what counts is what
                // could not come any more.
                Integer line = killedAt.ceilingKey(failed.failure().line());
                killedAt.getOrDefault(line == null ? killedAt.lastKey() : line, new TreeSet<>())
                        .add(kill);
            }
        }
        List<Row> rows = new ArrayList<>();
        killedAt.forEach((line, kills) -> rows.add(new Row(
                String.join(GAP, scenario.id(), String.valueOf(rows.size() + 1), scenario.words(line)), kills)));
        return rows;
    }

    /// Whether an expectation has a mutant that no other one of its scenario is recorded to kill.
    static boolean hasItsOwn(Row row, List<Row> record) {
        return row.kills().stream()
                .anyMatch(kill -> record.stream()
                        .filter(other -> other.scenario().equals(row.scenario()))
                        .filter(other -> other.kills().contains(kill))
                        .allMatch(row::equals));
    }

    /// Where what was computed is not what is recorded. A mutant whose timing varies is recorded at
    /// each expectation that it may miss.
    static List<String> differences(List<Row> computed, List<Row> recorded) {
        Map<String, Set<String>> known = new TreeMap<>();
        recorded.forEach(row -> known.put(row.expectation(), row.kills()));
        List<String> differences = new ArrayList<>();
        for (Row row : computed) {
            Set<String> allowed = known.remove(row.expectation());
            if (allowed == null) differences.add("not recorded: " + row.expectation());
            else if (!allowed.containsAll(row.kills()))
                differences.add(row.expectation() + " | kills " + row.kills() + ", not " + allowed);
        }
        known.keySet().forEach(expectation -> differences.add("recorded and gone: " + expectation));
        return differences;
    }

    private KillMatrix() {}
}
