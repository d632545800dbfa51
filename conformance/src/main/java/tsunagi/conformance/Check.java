package tsunagi.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tsunagi.conformance.report.Printable;
import tsunagi.conformance.script.Expectation;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.script.ScenarioParser;
import tsunagi.conformance.script.Step;
import tsunagi.conformance.verdict.ExitStatus;
import tsunagi.conformance.verdict.RuleBook;

/// Reads transcripts for their authors, and plays none. An error is what the notation refuses. A
/// warning is what it allows, and what shows nothing about a node.
final class Check {
    private final CommandLine.Check asked;
    private final PrintStream out;
    private final PrintStream err;
    private int errors;
    private int warnings;

    Check(CommandLine.Check asked, PrintStream out, PrintStream err) {
        this.asked = asked;
        this.out = out;
        this.err = err;
    }

    ExitStatus run() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path place : asked.places()) {
            if (!Files.isReadable(place)) {
                Conformance.complain(err, "check: there is no " + place + " that can be read");
                return ExitStatus.USAGE;
            }
            files.addAll(transcripts(place));
        }
        if (files.isEmpty()) {
            Conformance.complain(err, "check: there is no transcript (*" + Golden.ENDING + ") in these directories");
            return ExitStatus.USAGE;
        }
        RuleBook rules = RuleBook.read(asked.rules());
        for (Path file : files) check(file, rules);
        out.printf(Locale.ROOT, "%d transcripts, %d errors, %d warnings%n", files.size(), errors, warnings);
        if (errors > 0) return ExitStatus.USAGE;
        return warnings > 0 ? ExitStatus.UNEXPECTED : ExitStatus.AS_EXPECTED;
    }

    /// A file is read whatever it is called. Of a directory, the transcripts are read.
    private static List<Path> transcripts(Path place) throws IOException {
        if (!Files.isDirectory(place)) return List.of(place);
        try (Stream<Path> found = Files.walk(place)) {
            return found.filter(file -> file.toString().endsWith(Golden.ENDING))
                    .sorted()
                    .toList();
        }
    }

    private void check(Path file, RuleBook rules) throws IOException {
        String name = file.getFileName().toString();
        String id = name.endsWith(Golden.ENDING) ? name.substring(0, name.length() - Golden.ENDING.length()) : name;
        if (!name.endsWith(Golden.ENDING)) error(file + ": the name of a transcript ends with " + Golden.ENDING);
        else if (!id.matches("[a-z0-9-]+")) error(file + ": an id is lower-case letters, digits and -, in folders");
        switch (ScenarioParser.parse(id, Files.readAllBytes(file))) {
            case ScenarioParser.Refused refused -> error(file + ":" + refused.error());
            case ScenarioParser.Parsed parsed -> check(file, parsed.scenario(), rules);
        }
    }

    private void check(Path file, Scenario scenario, RuleBook rules) {
        for (String rule : scenario.rules()) {
            if (!rules.rules().isEmpty() && !rules.rules().containsKey(rule))
                warning(file, 1, asked.rules() + " has no rule " + rule);
        }
        for (Step step : scenario.steps()) {
            boolean takesNothing = step instanceof Step.Expect expect
                    && expect.expectation() instanceof Expectation.Frames frames
                    && frames.shape().isOptional();
            if (takesNothing) {
                warning(file, step.line(), "every frame here is optional, so this line passes if nothing comes");
            }
        }
    }

    private void error(String message) {
        errors++;
        out.println(Printable.line(message));
    }

    private void warning(Path file, int line, String message) {
        warnings++;
        out.println(Printable.line("%s:%s: warning: %s".formatted(file, line, message)));
    }
}
