package tsunagi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.ScenarioParser;
import tsunagi.conformance.script.SourceError;
import tsunagi.conformance.script.Step;

/// Any file at all is a scenario, or is refused at a place that it has. For a fuzzer
/// that calls it by its name.
public final class ScenarioFuzz {
    /// Reads the input as a transcript.
    ///
    /// @param input the file
    public static void fuzzerTestOneInput(byte[] input) {
        switch (ScenarioParser.parse("fuzz", input)) {
            case ScenarioParser.Parsed parsed -> check(parsed.scenario());
            case ScenarioParser.Refused refused -> check(refused.error(), new String(input, UTF_8));
        }
    }

    /// What was read is lines, each with its end, and reads the same again.
    private static void check(Scenario scenario) {
        String text = String.join("\n", scenario.source()) + "\n";
        if (!new ScenarioParser.Parsed(scenario).equals(ScenarioParser.parse("fuzz", text))) {
            throw new AssertionError("another scenario: " + text);
        }
        if (scenario.steps().isEmpty()) throw new AssertionError("nothing happens, and nothing is expected");
        for (Step step : scenario.steps()) {
            if (!(step instanceof Step.Expect expect)) continue;
            String line = scenario.line(expect.line());
            if (line.substring(expect.span().from(), expect.span().to()).isBlank()) throw new AssertionError(line);
        }
    }

    private static void check(SourceError error, String text) {
        List<String> lines = List.of(text.split("\n", -1));
        if (error.line() < 1 || error.line() > lines.size() + 1)
            throw new AssertionError(error + " of " + lines.size());
        String line = error.line() > lines.size() ? "" : lines.get(error.line() - 1);
        if (error.column() < 1 || error.column() > line.codePointCount(0, line.length()) + 1) {
            throw new AssertionError(error + " in: " + line);
        }
        if (error.message().isBlank() || error.message().chars().anyMatch(Character::isISOControl)) {
            throw new AssertionError("words for nobody: " + error);
        }
    }

    private ScenarioFuzz() {}
}
