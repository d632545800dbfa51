package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import tsunagi.conformance.KillMatrix.Row;
import tsunagi.conformance.MutantRuns.Run;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.ScenarioParser;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.toy.Mutant;

/// Deletes expectations of the transcripts, one at a time, and sees a mutant live on or die
/// elsewhere, so that it does not help to delete the row of the record too.
///
/// The playing takes about as long as the whole of [KillMatrixTest], so the build plays a sample.
/// With `-Ddeletions=all` it plays all. What noticed which deletion, and the tally, is in
/// `target/deleted-expectations.txt`.
@Isolated("it keeps the processors busy, and other tests look at the clock")
@Timeout(600)
class DeletedExpectationTest {
    private static final Path NOTICED = Path.of("target/deleted-expectations.txt");

    /// One of so many is played, unless all are asked for.
    private static final int SAMPLE = "all".equals(System.getProperty("deletions")) ? 1 : 30;

    private static final String BY_THE_PARSER = "the parser: the rest makes no sense";
    private static final String BY_A_SURVIVOR = "a mutant that lives";
    private static final String BY_ANOTHER_LINE = "a mutant that dies elsewhere";
    private static final String BY_THE_RECORD = "the record alone";

    /// A transcript without one of its expectations.
    ///
    /// @param row     what the record says of that expectation
    /// @param without the rest, or empty where the rest makes no sense without it and is refused
    private record Deletion(Row row, Optional<Scenario> without) {}

    @Test
    void theRecordNamesWhatIsGoneWhatIsNewAndWhatKillsElsewhere() {
        Row first = Row.parse("x | 1 | node -> A b1 | m1 m2");
        Row second = Row.parse("x | 2 | node -> A nothing | m3");
        assertEquals(List.of(), KillMatrix.differences(List.of(first, second), List.of(first, second)));
        assertEquals(
                List.of("recorded and gone: x | 2 | node -> A nothing"),
                KillMatrix.differences(List.of(first), List.of(first, second)));
        assertEquals(
                List.of("not recorded: x | 2 | node -> A nothing"),
                KillMatrix.differences(List.of(first, second), List.of(first)));
        Row moved = Row.parse("x | 1 | node -> A b1 | m1 m3");
        assertEquals(
                List.of("x | 1 | node -> A b1 | kills [m1, m3], not [m1, m2]"),
                KillMatrix.differences(List.of(moved, second), List.of(first, second)));
    }

    @Test
    void aMutantMissesTheExpectationsThatKillIt() throws Exception {
        List<Deletion> sample = new ArrayList<>();
        List<Deletion> all = deletions();
        for (int i = 0; i < all.size(); i += SAMPLE) sample.add(all.get(i));
        Map<String, Integer> tally = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        List<String> unnoticed = new ArrayList<>();
        Map<Deletion, MutantRuns> played = played(sample);
        for (Deletion deletion : sample) {
            String noticed = noticed(deletion, played);
            tally.merge(noticed, 1, Integer::sum);
            lines.add(deletion.row().expectation() + " | " + noticed);
            boolean own = KillMatrix.hasItsOwn(deletion.row(), KillMatrixTest.record());
            if (own && noticed.equals(BY_THE_RECORD))
                unnoticed.add(deletion.row().toString());
        }
        lines.add(tally.toString());
        Files.createDirectories(NOTICED.getParent());
        Files.write(NOTICED, lines);
        assertEquals(List.of(), unnoticed);
    }

    private static Map<Deletion, MutantRuns> played(List<Deletion> deletions) throws Exception {
        List<List<Deletion>> rounds = new ArrayList<>();
        // Several deletions of one scenario have one name, so they are played in turn.
        Map<String, Integer> seen = new HashMap<>();
        for (Deletion deletion : deletions) {
            int round = seen.merge(deletion.row().scenario(), 1, Integer::sum) - 1;
            if (round == rounds.size()) rounds.add(new ArrayList<>());
            rounds.get(round).add(deletion);
        }
        Map<Deletion, MutantRuns> played = new HashMap<>();
        for (List<Deletion> round : rounds) {
            List<Run> runs = new ArrayList<>();
            for (Deletion deletion : round) runs.addAll(runs(deletion));
            MutantRuns outcomes = MutantRuns.of(runs);
            round.forEach(deletion -> played.put(deletion, outcomes));
        }
        return played;
    }

    private static List<Run> runs(Deletion deletion) {
        Map<String, Mutant> mutants = KillMatrixTest.byId();
        return deletion.without().stream()
                .flatMap(rest -> deletion.row().kills().stream().map(kill -> new Run(rest, mutants.get(kill))))
                .toList();
    }

    /// What would fail even if the row of the record were deleted with the line.
    private static String noticed(Deletion deletion, Map<Deletion, MutantRuns> played) throws IOException {
        if (deletion.without().isEmpty()) return BY_THE_PARSER;
        Scenario rest = deletion.without().get();
        Set<String> kills = deletion.row().kills();
        MutantRuns runs = played.getOrDefault(deletion, MutantRuns.none());
        if (kills.stream().anyMatch(kill -> !(runs.verdict(rest, kill) instanceof Verdict.Failed)))
            return BY_A_SURVIVOR;
        List<Row> left = new ArrayList<>(of(deletion, KillMatrixTest.record()));
        left.remove(deletion.row());
        List<Row> found =
                KillMatrix.rows(rest, id -> kills.contains(id) ? runs.verdict(rest, id) : new Verdict.Passed());
        for (int i = 0; i < found.size(); i++) {
            if (!left.get(i).kills().containsAll(found.get(i).kills())) return BY_ANOTHER_LINE;
        }
        return BY_THE_RECORD;
    }

    private static List<Row> of(Deletion deletion, List<Row> record) {
        return record.stream()
                .filter(row -> row.scenario().equals(deletion.row().scenario()))
                .toList();
    }

    private static List<Deletion> deletions() throws IOException {
        List<Row> record = KillMatrixTest.record();
        List<Deletion> deletions = new ArrayList<>();
        for (Scenario scenario : KillMatrixTest.scenarios()) {
            for (Step step : scenario.steps()) {
                if (step.isExpectation())
                    deletions.add(new Deletion(record.get(deletions.size()), without(scenario, step)));
            }
        }
        assertEquals(record.size(), deletions.size(), "each expectation has its row");
        return deletions;
    }

    private static Optional<Scenario> without(Scenario scenario, Step step) {
        List<String> lines = new ArrayList<>(scenario.source());
        lines.set(step.line() - 1, "");
        return switch (ScenarioParser.parse(scenario.id(), String.join("\n", lines) + "\n")) {
            case ScenarioParser.Parsed parsed -> Optional.of(parsed.scenario());
            case ScenarioParser.Refused ignored -> Optional.empty();
        };
    }
}
