package tsunagi.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.Step;

/// Names the mutants that fail each expectation of the transcripts. The tests of this module
/// compute the record and compare it. The program carries it, because the HTML report shows it.
final class KillRecord {
    /// A way to be wrong.
    record Mutant(String id, String rules, String fault) {}

    /// An expectation and the mutants that fail it.
    ///
    /// @param words of its line, without comment and needless space
    record Kill(String scenario, int place, String words, List<String> mutants) {
        Kill {
            mutants = List.copyOf(mutants);
        }
    }

    private final Map<String, Mutant> mutants = new LinkedHashMap<>();
    private final List<Kill> kills = new ArrayList<>();

    /// That of the transcripts which the program carries.
    static KillRecord own() throws IOException {
        KillRecord record = new KillRecord();
        for (String line : lines("mutants.txt")) {
            String[] parts = line.split(" \\| ", 3);
            record.mutants.put(parts[0], new Mutant(parts[0], parts[1], parts[2]));
        }
        for (String line : lines("kill-matrix.txt")) {
            int end = line.lastIndexOf(" |");
            String[] parts = line.substring(0, end).split(" \\| ", 3);
            String killed = line.substring(end + 2).strip();
            List<String> ids = killed.isEmpty() ? List.of() : List.of(killed.split(" ", -1));
            record.kills.add(new Kill(parts[0], Integer.parseInt(parts[1]), parts[2], ids));
        }
        return record;
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(KillRecord.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }

    List<Mutant> mutants() {
        return List.copyOf(mutants.values());
    }

    /// What a mutant does wrong; its name again if there is no description.
    String fault(String mutant) {
        return Optional.ofNullable(mutants.get(mutant)).map(Mutant::fault).orElse(mutant);
    }

    /// The expectations that fail a mutant.
    List<Kill> killsOf(Mutant mutant) {
        return kills.stream()
                .filter(kill -> kill.mutants().contains(mutant.id()))
                .toList();
    }

    /// The mutants that a line of a transcript fails; none where the transcript is
    /// not the one of the record.
    List<String> at(Scenario scenario, int line) {
        int place = 0;
        for (Step step : scenario.steps()) {
            if (!step.isExpectation()) continue;
            place++;
            if (step.line() == line) return at(scenario.id(), place, scenario.words(line));
        }
        return List.of();
    }

    private List<String> at(String scenario, int place, String words) {
        return kills.stream()
                .filter(kill -> kill.scenario().equals(scenario) && kill.place() == place)
                .filter(kill -> kill.words().equals(words))
                .findFirst()
                .map(Kill::mutants)
                .orElse(List.of());
    }
}
