package tsunagi.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Recording;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.ScenarioParser;
import tsunagi.conformance.target.Forks;
import tsunagi.conformance.verdict.ExitStatus;

/// Re-records transcripts from this program, and shows what that changes.
final class Update {
    private final Options options;
    private final Golden golden;
    private final boolean ci;
    private final PrintStream out;
    private ExitStatus status = ExitStatus.AS_EXPECTED;

    /// @param ci whether golden files must not be touched: what changes is then written next to
    ///     them
    Update(Options options, Golden golden, boolean ci, PrintStream out) {
        this.options = options;
        this.golden = golden;
        this.ci = ci;
        this.out = out;
    }

    ExitStatus run(List<Scenario> scenarios) throws IOException {
        int changed = 0;
        for (Scenario scenario : scenarios) {
            Recording recording = Player.record(scenario, options.target(), options.conditions());
            // What is left of a recording that was cut off must not become a transcript.
            if (Forks.areEnding()) break;
            switch (recording) {
                case Recording.Recorded recorded -> {
                    if (recorded.lines().isEmpty()) continue;
                    changed++;
                    apply(scenario, recorded.lines());
                }
                case Recording.Impossible impossible -> {
                    out.printf("%s cannot be re-recorded: %s%n", scenario.id(), impossible.reason());
                    status = ExitStatus.UNEXPECTED;
                }
            }
        }
        out.printf("%s of %s scenarios changed%n", changed, scenarios.size());
        return status;
    }

    private void apply(Scenario scenario, Map<Integer, String> lines) throws IOException {
        Path file = golden.file(scenario.id());
        List<String> text = new ArrayList<>(scenario.source());
        out.printf("--- %s%n", file);
        lines.forEach((number, line) -> {
            out.printf("@@ line %s%n-%s%n+%s%n", number, text.get(number - 1), line);
            text.set(number - 1, line);
        });
        String joined = String.join("\n", text) + "\n";
        if (ScenarioParser.parse(scenario.id(), joined) instanceof ScenarioParser.Refused refused) {
            out.printf("not written, for it could not be read again: %s%n", refused.error());
            status = ExitStatus.UNEXPECTED;
            return;
        }
        Path target = ci ? file.resolveSibling(file.getFileName() + ".new") : file;
        if (ci) status = ExitStatus.UNEXPECTED;
        Files.writeString(target, joined);
        out.printf("written to %s%n", target);
    }
}
