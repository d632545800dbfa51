package tsunagi.conformance;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.play.FirstCheck;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.report.ConsoleReport;
import tsunagi.conformance.report.FirstFindings;
import tsunagi.conformance.report.Ink;
import tsunagi.conformance.report.LastWords;
import tsunagi.conformance.report.Printable;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.verdict.ExitStatus;
import tsunagi.conformance.verdict.ExpectedFailures;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.Rounds;
import tsunagi.conformance.verdict.RuleBook;
import tsunagi.conformance.verdict.Skips;
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
    /// @param home where `golden/` and `PROTOCOL.md` are, unless the arguments say otherwise
    public static ExitStatus run(
            List<String> arguments, Target defaultTarget, Path home, PrintStream out, PrintStream err) {
        return run(arguments, defaultTarget, home, System.getenv(), out, err);
    }

    /// The same with the transcripts of the checkout that the program was built in, or else with
    /// those that it carries.
    public static ExitStatus run(List<String> arguments, Target defaultTarget, PrintStream out, PrintStream err) {
        try {
            return run(arguments, defaultTarget, Home.find(), out, err);
        } catch (IOException e) {
            complain(err, "the program's own transcripts cannot be read: " + e);
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
        try {
            return heard(run(CommandLine.parse(arguments, defaultTarget, home), environment, out, err), out, err);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            complain(err, "the run was interrupted");
            return ExitStatus.INCONCLUSIVE;
        } catch (Throwable e) {
            // An Error too: Java would end with status 1, which says that the node is wrong.
            complain(err, Defect.sentence(e) + ". This says nothing about your node.");
            return ExitStatus.INCONCLUSIVE;
        }
    }

    /// A result that could not be printed is not green.
    private static ExitStatus heard(ExitStatus status, PrintStream out, PrintStream err) {
        if (!out.checkError() || status != ExitStatus.AS_EXPECTED) return status;
        complain(err, "standard output cannot be written, so the result is lost; give it a place with room");
        return ExitStatus.INCONCLUSIVE;
    }

    private static ExitStatus run(
            CommandLine.Result parsed, Map<String, String> environment, PrintStream out, PrintStream err)
            throws IOException, InterruptedException, ExecutionException {
        return switch (parsed) {
            case CommandLine.Wrong wrong -> {
                complain(err, wrong.message() + "; see --conformance --help");
                yield ExitStatus.USAGE;
            }
            case CommandLine.Help ignored -> {
                out.print(CommandLine.usage());
                yield ExitStatus.AS_EXPECTED;
            }
            case CommandLine.Understood understood ->
                new Conformance(understood.options(), environment, out, err).run();
        };
    }

    static void complain(PrintStream err, String message) {
        err.println("tsunagi: " + Printable.lines(message));
    }

    private ExitStatus run() throws IOException, InterruptedException, ExecutionException {
        List<String> faults = new Inputs(options).faults();
        if (!faults.isEmpty()) return usage(faults);
        if (options.explore() != null) return explore(options.explore());
        Golden golden = Golden.read(options.golden());
        if (!golden.errors().isEmpty()) return usage(golden.errors());
        if (golden.scenarios().isEmpty()) {
            return usage(List.of(options.golden() + " holds no transcripts (*" + Golden.ENDING + ")"));
        }
        List<Mixing.Part> all = Mixing.parts(golden.scenarios(), options.target(), options.partners());
        Selection selection = Selection.of(all, options.wanted());
        if (!selection.faults().isEmpty()) return usage(selection.faults());
        List<Scenario> scenarios = selection.scenarios();
        if (scenarios.isEmpty()) {
            return usage(List.of("nothing is left to play: --rule, --skip or --shard takes all of it away"));
        }
        if (options.list()) return list(scenarios);
        ExpectedFailures expected = ExpectedFailures.read(options.expectFail());
        faults = new Inputs(options)
                .faults(expected, all.stream().map(Mixing.Part::scenario).toList());
        if (!faults.isEmpty()) return usage(faults);
        Judgement.Terms terms = new Judgement.Terms(expected, options.strict(), options.without());
        faults = tooManyForOneNode(scenarios, terms);
        if (faults.isEmpty() && options.dryRun()) return dryRun(selection, terms);
        if (faults.isEmpty()) faults = options.reports().prepare();
        return faults.isEmpty() ? play(golden, selection, terms) : usage(faults);
    }

    private ExitStatus usage(List<String> messages) {
        messages.forEach(message -> complain(err, message));
        return ExitStatus.USAGE;
    }

    private ExitStatus list(List<Scenario> scenarios) {
        for (Scenario scenario : scenarios) {
            out.printf(Locale.ROOT, "%-46s %-9s %s%n", scenario.id(), scenario.level(), scenario.title());
        }
        return ExitStatus.AS_EXPECTED;
    }

    /// What a run would play, and what it would skip and why.
    private ExitStatus dryRun(Selection selection, Judgement.Terms terms) {
        int played = 0;
        for (Mixing.Part part : selection.parts()) {
            Scenario scenario = part.scenario();
            Optional<String> lack = terms.leavesOut(scenario)
                    ? Optional.of(Skips.reason(scenario.needs(), terms.without()))
                    : Player.lack(scenario, part.target()).map(Verdict.Skipped::reason);
            if (lack.isEmpty()) played++;
            out.printf(
                    Locale.ROOT,
                    "%-46s %-9s %s%n",
                    scenario.id(),
                    scenario.level(),
                    lack.map(reason -> "skipped: " + Printable.line(reason)).orElse("played"));
        }
        int all = selection.parts().size();
        out.printf(Locale.ROOT, "%n%d of %d scenarios would be played, %d skipped%n", played, all, all - played);
        return ExitStatus.AS_EXPECTED;
    }

    /// A node that runs already has a chain after its first scenario, and a scenario starts from
    /// genesis.
    private List<String> tooManyForOneNode(List<Scenario> scenarios, Judgement.Terms terms) {
        if (options.target().isFreshEachTime()) return List.of();
        long plays = scenarios.stream().filter(one -> !terms.leavesOut(one)).count() * options.repeat();
        if (plays <= 1) return List.of();
        return List.of("an addr: target plays exactly one scenario, for its node is fresh only once, and these are "
                + plays + "; name one scenario and start the node again before the next, or use cmd: or docker:");
    }

    private ExitStatus play(Golden golden, Selection selection, Judgement.Terms terms)
            throws IOException, InterruptedException, ExecutionException {
        for (Target.Member partner : options.partners()) {
            if (FirstCheck.run(partner.target(), options.timeFactor()) instanceof FirstCheck.NotStarted not) {
                return notStarted("the partner %s did not start: ".formatted(partner.name()), not);
            }
        }
        return switch (FirstCheck.run(options.target(), options.timeFactor())) {
            case FirstCheck.NotStarted not -> notStarted("the node under test did not start: ", not);
            case FirstCheck.Looked looked ->
                options.update()
                        ? new Update(options, golden, ci, out).run(selection.scenarios())
                        : rounds(selection.parts(), terms, looked);
        };
    }

    private ExitStatus explore(Exploring exploring) throws IOException, InterruptedException, ExecutionException {
        if (!options.target().isFreshEachTime()) {
            return usage(
                    List.of("--explore needs a fresh node for each exchange: use cmd: or docker: instead of addr:"));
        }
        return switch (FirstCheck.run(options.target(), options.timeFactor())) {
            case FirstCheck.NotStarted not -> notStarted("the node under test did not start: ", not);
            case FirstCheck.Looked looked -> {
                FirstFindings.lines(looked).forEach(line -> out.println(Printable.lines(line)));
                yield new Exploration(options, exploring, ink, out, err).run();
            }
        };
    }

    private ExitStatus notStarted(String what, FirstCheck.NotStarted not) {
        complain(err, what + String.join("\n", LastWords.of(not.reason())));
        return ExitStatus.NOT_STARTED;
    }

    private ExitStatus rounds(List<Mixing.Part> parts, Judgement.Terms terms, FirstCheck.Looked looked)
            throws IOException, InterruptedException, ExecutionException {
        RuleBook rules = RuleBook.read(options.rules());
        Conditions conditions = Conditions.of(options.timeFactor()).allowing(looked.allowances());
        FirstFindings.lines(looked).forEach(line -> out.println(Printable.lines(line)));
        Rounds rounds = new Rounds();
        ConsoleReport console = new ConsoleReport(out, rules, this::again, ink, parts.size());
        for (int round = 1; round <= options.repeat(); round++) {
            Summary summary = new Summary(round(parts, conditions, terms, console), rules);
            rounds.add(summary.judgements());
            console.details(summary);
            if (options.repeat() > 1) console.round(round, options.repeat(), summary);
        }
        Summary summary = rounds.summary(rules);
        console.finished(summary, Skips.undeclared(summary, options.target().offers()));
        return report(summary, looked);
    }

    private List<Judgement> round(
            List<Mixing.Part> parts, Conditions conditions, Judgement.Terms terms, ConsoleReport console)
            throws InterruptedException, ExecutionException {
        console.begin();
        int jobs = options.target().isFreshEachTime() ? options.jobs() : 1;
        return new Suite(conditions, jobs, terms, options.retries(), options.failFast())
                .play(parts, outcome -> console.played(Judgement.of(outcome, terms))).stream()
                        .map(outcome -> Judgement.of(outcome, terms))
                        .toList();
    }

    /// The result stands on the console by now, whatever becomes of the reports.
    private ExitStatus report(Summary summary, FirstCheck.Looked looked) {
        List<String> faults = options.reports().write(summary, looked);
        faults.forEach(message -> complain(err, message));
        boolean green = summary.status() == ExitStatus.AS_EXPECTED;
        return green && !faults.isEmpty() ? ExitStatus.INCONCLUSIVE : summary.status();
    }

    private String again(Scenario scenario) {
        return Program.name() + " --conformance " + scenario.id() + options.again();
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
