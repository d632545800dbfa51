package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import tsunagi.conformance.KillMatrix.Row;
import tsunagi.conformance.MutantRuns.Run;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.toy.Defect;

/// The kit is tested: a correct toy passes every transcript, and each transcript fails the
/// mutants that it names, at the line that `kill-matrix.txt` records.
///
/// The record is what makes every expectation count. Where an expectation is deleted or weakened, a
/// mutant dies at another line or not at all, see [DeletedExpectationTest]; where it is added, the
/// record has to be looked at again.
@Isolated("it keeps the processors busy, and other tests look at the clock")
@Timeout(1200)
class KillMatrixTest {
    static final Path GOLDEN = Path.of("../golden");
    private static final Path RESOURCES = Path.of("src/main/resources/tsunagi/conformance/report");
    static final Path RECORD = RESOURCES.resolve("kill-matrix.txt");
    private static final Path COMPUTED = Path.of("target/kill-matrix.txt");

    /// A busy machine is no evidence, neither against the toy nor for a mutant: what comes out
    /// oddly in company is played again in less of it, and then alone.
    private static final int SOME_AT_ONCE = 6;

    /// If more than these are odd still, it is not the machine.
    private static final int MAX_ALONE = 20;

    @Test
    void everyTranscriptHasAMutantForItsReason() throws IOException {
        List<String> faults = new ArrayList<>();
        Set<Defect> killed = new HashSet<>();
        for (Scenario scenario : scenarios()) {
            Set<Defect> reasons = new HashSet<>();
            for (String kill : scenario.kills()) {
                Defect mutant = byId().get(kill);
                if (mutant == null) faults.add("%s: there is no mutant %s".formatted(scenario.id(), kill));
                else if (mutant.rules().stream().anyMatch(scenario.rules()::contains)) reasons.add(mutant);
                else if (mutant.rules().isEmpty()) killed.add(mutant);
            }
            if (reasons.isEmpty()) faults.add(scenario.id() + " names no mutant that breaks a rule that it covers");
            killed.addAll(reasons);
        }
        for (Defect mutant : Defect.all()) {
            if (!killed.contains(mutant))
                faults.add("no transcript that covers %s names %s".formatted(mutant.rules(), mutant.id()));
        }
        assertEquals(List.of(), faults);
    }

    /// The report of the program tells what a mutant does wrong.
    @Test
    void theProgramCarriesTheListOfMutants() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Defect mutant : Defect.all()) {
            lines.add("%s | %s | %s".formatted(mutant.id(), String.join(" ", mutant.rules()), mutant.fault()));
        }
        Files.createDirectories(COMPUTED.getParent());
        Files.write(COMPUTED.resolveSibling("mutants.txt"), lines);
        assertEquals(lines, Files.readAllLines(RESOURCES.resolve("mutants.txt")));
    }

    /// One that dies nowhere else in its scenario: without the expectation it lives, or dies
    /// where it is not recorded.
    @Test
    void everyExpectationHasAMutantOfItsOwn() throws IOException {
        List<Row> record = record();
        assertEquals(
                List.of(),
                record.stream()
                        .filter(row -> !KillMatrix.hasItsOwn(row, record))
                        .toList());
    }

    @Test
    void theToyPassesAllAndEachTranscriptKillsWhatItNamesAtTheRecordedLine() throws Exception {
        List<Run> runs = new ArrayList<>();
        for (Scenario scenario : scenarios()) {
            runs.add(new Run(scenario, null));
            for (String kill : scenario.kills()) runs.add(new Run(scenario, byId().get(kill)));
        }
        MutantRuns played = MutantRuns.of(runs);
        List<Row> record = record();
        played.again(odd(runs, played, record), SOME_AT_ONCE);
        List<Run> odd = odd(runs, played, record);
        played.again(odd.subList(0, Math.min(odd.size(), MAX_ALONE)), 1);
        List<Row> matrix = matrix(played);
        Files.createDirectories(COMPUTED.getParent());
        Files.write(COMPUTED, matrix.stream().map(Row::toString).toList());

        List<String> faults = new ArrayList<>();
        for (Run run : runs) {
            Verdict verdict = played.verdict(run);
            if (!run.wants(verdict)) faults.add(run.name() + ": " + verdict);
        }
        assertAll(
                () -> assertEquals("", String.join("\n", faults), "survivors, and a toy that fails"),
                () -> assertEquals(
                        "", String.join("\n", KillMatrix.differences(matrix, record)), RECORD + " and " + COMPUTED));
    }

    /// Runs that came out in another way than the record says.
    private static List<Run> odd(List<Run> runs, MutantRuns played, List<Row> record) {
        return runs.stream()
                .filter(run -> !run.wants(played.verdict(run)) || diesElsewhere(run, played, record))
                .toList();
    }

    private static boolean diesElsewhere(Run run, MutantRuns played, List<Row> record) {
        Defect mutant = run.mutant();
        if (mutant == null) return false;
        List<String> recorded = record.stream()
                .filter(row -> row.scenario().equals(run.scenario().id()))
                .filter(row -> row.kills().contains(mutant.id()))
                .map(Row::expectation)
                .toList();
        return KillMatrix.rows(run.scenario(), id -> played.verdict(run.scenario(), id)).stream()
                .filter(row -> row.kills().contains(mutant.id()))
                .noneMatch(row -> recorded.contains(row.expectation()));
    }

    private static List<Row> matrix(MutantRuns played) throws IOException {
        List<Row> matrix = new ArrayList<>();
        for (Scenario scenario : scenarios()) {
            matrix.addAll(KillMatrix.rows(scenario, id -> played.verdict(scenario, id)));
        }
        return matrix;
    }

    static List<Row> record() throws IOException {
        return Files.readAllLines(RECORD).stream().map(Row::parse).toList();
    }

    static List<Scenario> scenarios() throws IOException {
        return Golden.read(GOLDEN).scenarios();
    }

    static Map<String, Defect> byId() {
        Map<String, Defect> byId = new TreeMap<>();
        for (Defect mutant : Defect.all()) byId.put(mutant.id(), mutant);
        return byId;
    }
}
