package tsunagi.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.script.Scenario;

/// Compares each row of appendix G with the transcripts that show it, which `checklist.txt` names.
class ChecklistTest {
    private static final Path CHECKLIST = Path.of("src/test/resources/tsunagi/conformance/checklist.txt");
    private static final Pattern ROW = Pattern.compile("\\| ([0-9.]+) \\| (.*) \\|");
    private static final String NOTHING = "nothing: ";

    @Test
    void theListHasEveryRowOfTheAppendix() throws IOException {
        String page = Files.readString(Path.of("../PROTOCOL.md"));
        List<String> rows = page.substring(page.indexOf("## G Checklist"), page.indexOf("## H Bounds"))
                .lines()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> row.group(1) + " | " + row.group(2))
                .toList();
        assertFalse(rows.isEmpty(), "appendix G has no rows");
        assertEquals(
                rows,
                lines().stream()
                        .map(words -> words.get(0) + " | " + words.get(1))
                        .toList());
    }

    @Test
    void eachRowNamesTranscriptsOfItsRule() throws IOException {
        Map<String, Scenario> scenarios = Golden.read(Path.of("../golden")).scenarios().stream()
                .collect(Collectors.toMap(Scenario::id, Function.identity()));
        List<String> faults = new ArrayList<>();
        for (List<String> words : lines()) {
            if (words.get(2).startsWith(NOTHING)) continue;
            for (String id : words.get(2).split(" ", -1)) {
                Scenario scenario = scenarios.get(id);
                // Section 7 has no rules: what it says follows from 3.1.
                String rule = words.get(0).equals("7") ? "3.1" : words.get(0);
                if (scenario == null) faults.add(words.get(0) + ": there is no transcript " + id);
                else if (!scenario.rules().contains(rule)) faults.add(id + " does not cover " + rule);
            }
        }
        assertEquals(List.of(), faults);
    }

    private static List<List<String>> lines() throws IOException {
        return Files.readAllLines(CHECKLIST).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> List.of(line.split(" \\| ", 3)))
                .toList();
    }
}
