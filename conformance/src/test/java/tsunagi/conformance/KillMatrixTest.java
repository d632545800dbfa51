package tsunagi.conformance;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.toy.Mutant;
import tsunagi.conformance.toy.RunningToy;

/// The judge is judged: a correct toy passes every transcript, and each transcript fails the mutants that it
/// names, at the line that `kill-matrix.txt` records.
///
/// The record is what makes every expectation count. Where an expectation is deleted or weakened, a mutant dies
/// at another line or not at all; where it is added, the record has to be looked at again.
@Isolated("it keeps the processors busy, and other tests look at the clock")
@Timeout(300)
class KillMatrixTest {
    private static final Path GOLDEN = Path.of("../golden");
    private static final Path RECORD = Path.of("src/test/resources/tsunagi/conformance/kill-matrix.txt");
    private static final Path COMPUTED = Path.of("target/kill-matrix.txt");

    /// A correct toy is never late, a busy machine may be.
    private static final double PATIENCE = 4;

    /// Most runs wait for a frame that never comes.
    private static final int AT_ONCE = 24;

    /// One run: a scenario against the toy with a fault, or without.
    private record Run(Scenario scenario, @Nullable Mutant mutant) implements Callable<Outcome> {
        @Override
        public Outcome call() {
            return Player.play(scenario, RunningToy.target(mutant), mutant == null ? PATIENCE : 1);
        }

        boolean wants(Verdict verdict) {
            return mutant == null ? verdict instanceof Verdict.Passed : verdict instanceof Verdict.Failed;
        }

        String name() {
            return scenario.id() + " " + (mutant == null ? "none" : mutant.id());
        }
    }

    @Test
    void everyMutantIsNamedByATranscriptThatCoversARuleThatItBreaks() throws IOException {
        Set<Mutant> named = new HashSet<>();
        List<String> faults = new ArrayList<>();
        for (Scenario scenario : scenarios()) {
            for (String kill : scenario.kills()) {
                Mutant mutant = byId().get(kill);
                if (mutant == null) {
                    faults.add("%s: there is no mutant %s".formatted(scenario.id(), kill));
                } else if (mutant.rules().stream().noneMatch(scenario.rules()::contains)) {
                    faults.add("%s does not cover %s, which %s breaks".formatted(scenario.id(), mutant.rules(), kill));
                } else {
                    named.add(mutant);
                }
            }
        }
        for (Mutant mutant : Mutant.values()) {
            if (!named.contains(mutant)) faults.add("nothing names " + mutant.id());
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void theToyPassesAllAndEachTranscriptKillsWhatItNamesAtTheRecordedLine() throws Exception {
        Map<String, Mutant> mutants = byId();
        List<Run> runs = new ArrayList<>();
        for (Scenario scenario : scenarios()) {
            runs.add(new Run(scenario, null));
            for (String kill : scenario.kills()) runs.add(new Run(scenario, mutants.get(kill)));
        }
        Map<String, Outcome> outcomes = played(runs);
        playAgainAlone(runs, outcomes);
        List<String> matrix = matrix(runs, outcomes);
        Files.createDirectories(COMPUTED.getParent());
        Files.write(COMPUTED, matrix);

        List<String> faults = new ArrayList<>();
        for (Run run : runs) {
            Verdict verdict = verdict(outcomes, run.name());
            if (!run.wants(verdict)) faults.add(run.name() + ": " + verdict);
        }
        assertAll(
                () -> assertEquals("", String.join("\n", faults), "survivors, and a toy that fails"),
                () -> assertEquals("", differences(matrix, Files.readAllLines(RECORD)), RECORD + " and " + COMPUTED));
    }

    /// Where the computed matrix is not what is recorded. A mutant whose timing varies is recorded at each
    /// expectation that it may miss.
    private static String differences(List<String> computed, List<String> recorded) {
        Map<String, Set<String>> known = kills(recorded);
        Map<String, Set<String>> found = kills(computed);
        List<String> differences = new ArrayList<>();
        found.forEach((expectation, kills) -> {
            Set<String> allowed = known.remove(expectation);
            if (allowed == null) differences.add("not recorded: " + expectation);
            else if (!allowed.containsAll(kills))
                differences.add(expectation + " | kills " + kills + ", not " + allowed);
        });
        known.keySet().forEach(expectation -> differences.add("recorded and gone: " + expectation));
        return String.join("\n", differences);
    }

    /// The rows of a matrix: an expectation, and whom it kills.
    private static Map<String, Set<String>> kills(List<String> rows) {
        Map<String, Set<String>> kills = new TreeMap<>();
        for (String row : rows) {
            int end = row.lastIndexOf(" |");
            Set<String> names = new TreeSet<>(List.of(row.substring(end + 2).split(" ", -1)));
            names.remove("");
            kills.put(row.substring(0, end), names);
        }
        return kills;
    }

    private static List<Scenario> scenarios() throws IOException {
        return Golden.read(GOLDEN).scenarios();
    }

    private static Map<String, Mutant> byId() {
        Map<String, Mutant> byId = new TreeMap<>();
        for (Mutant mutant : Mutant.values()) byId.put(mutant.id(), mutant);
        return byId;
    }

    private static Map<String, Outcome> played(Collection<Run> runs) throws InterruptedException, ExecutionException {
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            Map<String, Outcome> outcomes = new TreeMap<>();
            Map<String, Future<Outcome>> running = new TreeMap<>();
            for (Run run : runs) running.put(run.name(), workers.submit(run));
            for (Map.Entry<String, Future<Outcome>> entry : running.entrySet()) {
                outcomes.put(entry.getKey(), entry.getValue().get());
            }
            return outcomes;
        }
    }

    /// What went wrong among two dozen others is played once more, alone: a busy machine is no evidence, neither
    /// against the toy nor for a mutant.
    private static void playAgainAlone(List<Run> runs, Map<String, Outcome> outcomes) {
        for (Run run : runs) {
            if (!run.wants(verdict(outcomes, run.name()))) outcomes.put(run.name(), run.call());
        }
    }

    /// A line for each expectation of each scenario: where it stands, whom it kills, and its words.
    private static List<String> matrix(List<Run> runs, Map<String, Outcome> outcomes) {
        List<String> matrix = new ArrayList<>();
        for (Run run : runs) {
            if (run.mutant() == null) matrix.addAll(rows(run.scenario(), outcomes));
        }
        return matrix;
    }

    private static List<String> rows(Scenario scenario, Map<String, Outcome> outcomes) {
        NavigableMap<Integer, Set<String>> killedAt = new TreeMap<>();
        for (Step step : scenario.steps()) {
            if (judges(step)) killedAt.put(step.line(), new TreeSet<>());
        }
        for (String kill : scenario.kills()) {
            if (verdict(outcomes, scenario.id() + " " + kill) instanceof Verdict.Failed failed) {
                // A node that ends is missed at any step; what counts is what could not come any more.
                Integer line = killedAt.ceilingKey(failed.failure().line());
                killedAt.getOrDefault(line == null ? killedAt.lastKey() : line, new TreeSet<>())
                        .add(kill);
            }
        }
        List<String> rows = new ArrayList<>();
        killedAt.forEach((line, kills) -> rows.add("%s | %d | %s | %s"
                .formatted(scenario.id(), rows.size() + 1, words(scenario.line(line)), String.join(" ", kills))
                .strip()));
        return rows;
    }

    private static Verdict verdict(Map<String, Outcome> outcomes, String run) {
        return Objects.requireNonNull(outcomes.get(run), run).verdict();
    }

    private static boolean judges(Step step) {
        return step instanceof Step.Expect
                || step instanceof Step.Converged
                || step instanceof Step.CarriedOnce
                || step instanceof Step.Linked
                || step instanceof Step.Accept;
    }

    private static String words(String line) {
        return Arrays.stream(line.replaceFirst("\\s#.*", "").strip().split("\\s+"))
                .collect(joining(" "));
    }
}
