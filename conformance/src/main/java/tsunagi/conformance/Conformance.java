package tsunagi.conformance;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Rehearsal;
import tsunagi.conformance.report.ConsoleReport;
import tsunagi.conformance.report.Ink;
import tsunagi.conformance.report.ReportFiles;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.verdict.ExitStatus;
import tsunagi.conformance.verdict.ExpectedFailures;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.RuleBook;
import tsunagi.conformance.verdict.Summary;

/// The way in: runs what a command line asks for and says what came of it.
public final class Conformance {
    private final Options options;
    private final boolean ci;
    private final PrintStream out;
    private final PrintStream err;
    private final Ink ink;

    private Conformance(Options options, Map<String, String> environment, PrintStream out, PrintStream err) {
        this.options = options;
        this.ci = isCi(environment);
        this.ink = Ink.of(out.equals(System.out) && isTerminal(), environment);
        this.out = out;
        this.err = err;
    }

    /// Runs it.
    ///
    /// @param arguments     what follows `--conformance`
    /// @param defaultTarget the program that this is a part of
    /// @param home          where `golden/` and `PROTOCOL.md` are, unless the arguments say otherwise
    public static ExitStatus run(
            List<String> arguments, Target defaultTarget, Path home, PrintStream out, PrintStream err) {
        return run(arguments, defaultTarget, home, System.getenv(), out, err);
    }

    /// The same with the transcripts of the working directory, or else with those that the program carries.
    public static ExitStatus run(List<String> arguments, Target defaultTarget, PrintStream out, PrintStream err) {
        try {
            return run(arguments, defaultTarget, Home.find(), out, err);
        } catch (IOException e) {
            err.println("the program's own transcripts cannot be read: " + e);
            return ExitStatus.INCONCLUSIVE;
        }
    }

    static ExitStatus run(
            List<String> arguments,
            Target defaultTarget,
            Path home,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err) {
        return switch (CommandLine.parse(arguments, defaultTarget, home)) {
            case CommandLine.Wrong wrong -> {
                err.println(wrong.message());
                err.print(CommandLine.USAGE);
                yield ExitStatus.USAGE;
            }
            case CommandLine.Understood understood ->
                new Conformance(understood.options(), environment, out, err).run();
        };
    }

    private ExitStatus run() {
        try {
            Golden golden = Golden.read(options.golden());
            if (!golden.errors().isEmpty()) return usage(golden.errors());
            Selection selection = Selection.of(golden.scenarios(), options.patterns(), options.skip());
            if (!selection.unmatched().isEmpty()) {
                return usage(selection.unmatched().stream()
                        .map(one -> "no scenario is called " + one)
                        .toList());
            }
            if (selection.scenarios().isEmpty()) return usage(List.of("nothing is left to run"));
            if (options.list()) return list(selection.scenarios());
            return play(golden, selection.scenarios());
        } catch (IOException e) {
            err.println("the harness failed: " + e);
            return ExitStatus.INCONCLUSIVE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("interrupted");
            return ExitStatus.INCONCLUSIVE;
        }
    }

    private ExitStatus usage(List<String> messages) {
        messages.forEach(err::println);
        return ExitStatus.USAGE;
    }

    private ExitStatus list(List<Scenario> scenarios) {
        for (Scenario scenario : scenarios) {
            out.printf("%-46s %-9s %s%n", scenario.id(), scenario.level(), scenario.title());
        }
        return ExitStatus.AS_EXPECTED;
    }

    private ExitStatus play(Golden golden, List<Scenario> scenarios) throws IOException, InterruptedException {
        ExpectedFailures expected = ExpectedFailures.read(options.expectFail());
        if (!expected.errors().isEmpty()) return usage(expected.errors());
        List<String> strangers = strangers(expected, golden.scenarios());
        if (!strangers.isEmpty()) return usage(strangers);
        String fault = Rehearsal.startFault(options.target(), options.timeFactor());
        if (fault != null) {
            err.println("the node under test did not start: " + fault);
            return ExitStatus.NOT_STARTED;
        }
        if (options.update()) return new Update(options, golden, ci, out).run(scenarios);
        RuleBook rules = RuleBook.read(options.rules());
        ExitStatus worst = ExitStatus.AS_EXPECTED;
        for (int round = 1; round <= options.repeat(); round++) {
            ExitStatus status = round(scenarios, expected, rules);
            if (status == ExitStatus.UNEXPECTED || worst == ExitStatus.AS_EXPECTED) worst = status;
        }
        return worst;
    }

    private static List<String> strangers(ExpectedFailures expected, List<Scenario> all) {
        List<String> strangers = new ArrayList<>();
        for (String id : expected.byId().keySet()) {
            if (all.stream().noneMatch(scenario -> scenario.id().equals(id))) {
                strangers.add("the list of expected failures names " + id + ", which is no scenario");
            }
        }
        return strangers;
    }

    private ExitStatus round(List<Scenario> scenarios, ExpectedFailures expected, RuleBook rules)
            throws IOException, InterruptedException {
        ConsoleReport console = new ConsoleReport(out, rules, options.targetText(), ink, scenarios.size());
        List<Outcome> outcomes = new Suite(options.target(), options.timeFactor(), options.jobs())
                .play(scenarios, outcome -> console.played(Judgement.of(outcome, expected, options.strict())));
        List<Judgement> judgements = outcomes.stream()
                .map(outcome -> Judgement.of(outcome, expected, options.strict()))
                .toList();
        Summary summary = new Summary(judgements, rules);
        new ReportFiles(options.junit(), options.json(), options.html()).write(summary);
        console.finished(summary);
        return summary.status();
    }

    @SuppressWarnings("SystemConsoleNull") // whether it does depends on the platform's console provider
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static boolean isCi(Map<String, String> environment) {
        return environment.getOrDefault("CI", "").equals("true");
    }

    /// Tries it alone, before a program has it built in: the target has to be given.
    public static void main(String[] arguments) {
        Target none = new Target.Command(List.of("no-default-target"));
        System.exit(run(List.of(arguments), none, System.out, System.err).code());
    }
}
