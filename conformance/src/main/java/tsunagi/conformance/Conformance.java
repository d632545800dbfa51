package tsunagi.conformance;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import tsunagi.conformance.play.FirstCheck;
import tsunagi.conformance.report.GitHub;
import tsunagi.conformance.report.Ink;
import tsunagi.conformance.report.Printable;
import tsunagi.conformance.report.Report;
import tsunagi.conformance.target.Forks;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.verdict.ExitStatus;

/// The way in: runs what a command line asks for and says what came of it.
public final class Conformance {
    private final Options options;
    private final GitHub gitHub;
    private final boolean ci;
    private final PrintStream out;
    private final PrintStream err;
    private final Ink ink;

    private Conformance(
            Options options, Map<String, String> environment, GitHub gitHub, PrintStream out, PrintStream err) {
        this.options = options;
        this.gitHub = gitHub;
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
        GitHub gitHub = new GitHub(environment, out);
        ExitStatus status = run(CommandLine.parse(arguments, defaultTarget, home), environment, gitHub, out, err);
        gitHub.ended(status);
        return status;
    }

    private static ExitStatus run(
            CommandLine.Result parsed,
            Map<String, String> environment,
            GitHub gitHub,
            PrintStream out,
            PrintStream err) {
        Interruption.begin();
        try {
            return heard(execute(parsed, environment, gitHub, out, err), out, err);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            complain(err, "the run was interrupted");
            return ExitStatus.INCONCLUSIVE;
        } catch (Throwable e) {
            // An Error too: Java would end with status 1, which says that the node is wrong.
            complain(err, Defect.sentence(e) + ". This says nothing about your node.");
            return ExitStatus.INCONCLUSIVE;
        } finally {
            Interruption.end();
        }
    }

    /// A result that could not be printed is not green.
    private static ExitStatus heard(ExitStatus status, PrintStream out, PrintStream err) {
        if (!out.checkError() || status != ExitStatus.AS_EXPECTED) return status;
        complain(
                err,
                "standard output cannot be written, so the result is lost: its reader has ended, or its disk is full");
        return ExitStatus.INCONCLUSIVE;
    }

    private static ExitStatus execute(
            CommandLine.Result parsed, Map<String, String> environment, GitHub gitHub, PrintStream out, PrintStream err)
            throws IOException, InterruptedException, ExecutionException {
        return switch (parsed) {
            case CommandLine.Wrong wrong -> {
                complain(err, wrong.message() + "; see --conformance --help");
                yield ExitStatus.USAGE;
            }
            case CommandLine.Help ignored -> {
                out.print(Usage.text());
                yield ExitStatus.AS_EXPECTED;
            }
            case CommandLine.Join join -> new Joining(join, out, err).run();
            case CommandLine.Check check -> new Check(check, out, err).run();
            case CommandLine.Understood understood ->
                new Conformance(understood.options(), environment, gitHub, out, err).run();
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
        List<Plan> plans = new ArrayList<>();
        for (Implementation one : options.lineup().judged()) plans.add(plan(golden, one));
        faults = Selection.faults(
                plans.stream().flatMap(plan -> plan.all().stream()).toList(),
                options.wanted(),
                plans.stream().map(plan -> plan.implementation().name()).toList());
        if (!faults.isEmpty()) return usage(faults);
        plans.removeIf(plan -> plan.parts().isEmpty());
        if (plans.isEmpty()) {
            return usage(
                    List.of(
                            options.wanted().shard().isWhole()
                                    ? "nothing is left to play: --rule, --rerun-failed or --skip takes all of it away"
                                    : "nothing is left to play in this shard: there are fewer scenarios than shards, or --rule, --rerun-failed or --skip takes all of them away"));
        }
        for (Plan plan : plans) {
            faults = new Inputs(options).faults(plan);
            if (!faults.isEmpty()) return usage(faults);
        }
        return switch (options.task()) {
            case LIST -> withReports(() -> list(plans));
            case DRY_RUN -> {
                faults = options.reports().faults();
                yield faults.isEmpty() ? new Foretelling(out).play(plans) : usage(faults);
            }
            case UPDATE -> withReports(() -> update(golden, plans.getFirst()));
            case PLAY -> withReports(() -> play(golden, plans));
        };
    }

    private Plan plan(Golden golden, Implementation one) throws IOException {
        List<Implementation> partners = options.lineup().partners(one);
        List<Mixing.Part> all = Mixing.parts(
                golden.scenarios(),
                one.asTarget(),
                partners.stream().map(Implementation::asPartner).toList());
        return new Plan(one, partners, all, Selection.of(all, options.wanted(), one.name()), one.terms());
    }

    private ExitStatus usage(List<String> messages) {
        messages.forEach(message -> complain(err, message));
        return ExitStatus.USAGE;
    }

    private interface Task {
        ExitStatus run() throws IOException, InterruptedException, ExecutionException;
    }

    /// Does it if its reports can be written.
    private ExitStatus withReports(Task task) throws IOException, InterruptedException, ExecutionException {
        List<String> faults = options.reports().prepare(options.inputs());
        if (!faults.isEmpty()) return usage(faults);
        try {
            return task.run();
        } finally {
            options.reports().removeEmpty();
        }
    }

    private ExitStatus list(List<Plan> plans) {
        List<String> faults = options.reports().list(Foretelling.listings(plans));
        return faults.isEmpty() ? new Foretelling(out).list(plans) : usage(faults);
    }

    private ExitStatus update(Golden golden, Plan plan) throws IOException {
        if (new FirstLook(options, err).at(options.first()).isEmpty()) return ExitStatus.NOT_STARTED;
        return new Update(options, golden, ci, out).run(plan.scenarios());
    }

    /// Judges each implementation. One that does not start neither plays nor is a partner.
    private ExitStatus play(Golden golden, List<Plan> plans)
            throws IOException, InterruptedException, ExecutionException {
        Trial.Common common = Trial.Common.now();
        Map<String, FirstCheck.Looked> started = new LinkedHashMap<>();
        List<ExitStatus> statuses = new ArrayList<>();
        for (Implementation one : everyone(plans)) {
            Optional<FirstCheck.Looked> looked = new FirstLook(options, err).at(one);
            if (looked.isPresent()) started.put(one.name(), looked.get());
            else statuses.add(ExitStatus.NOT_STARTED);
        }
        boolean canPlay = plans.stream()
                .anyMatch(plan -> started.containsKey(plan.implementation().name()));
        if (!canPlay && options.lineup().judged().size() == 1) return ExitStatus.NOT_STARTED;
        List<Report> reports = new ArrayList<>();
        for (Plan plan : plans) {
            Trial trial = new Trial(options, plan, ink, out, err, common);
            FirstCheck.Looked looked = started.get(plan.implementation().name());
            // Its place in the reports is not empty: a table without it would look complete.
            if (Forks.areEnding() || looked == null) {
                reports.add(trial.unplayed(golden));
                continue;
            }
            if (plans.size() > 1) Foretelling.heading(plan.implementation(), out);
            Report report = trial.run(golden, started.keySet(), looked);
            reports.add(report);
            statuses.add(report.tally().status());
        }
        if (reports.size() > 1) table(reports);
        return report(reports, ExitStatus.worst(statuses));
    }

    /// Those that are judged and their partners, each once.
    private Set<Implementation> everyone(List<Plan> plans) {
        Set<Implementation> everyone = new LinkedHashSet<>();
        for (Plan plan : plans) {
            everyone.add(plan.implementation());
            everyone.addAll(options.lineup().partners(plan.implementation()));
        }
        return everyone;
    }

    private void table(List<Report> reports) {
        out.println();
        for (Report report : reports) {
            out.printf(
                    Locale.ROOT,
                    "%-16s %s%n",
                    report.run().name(),
                    report.tally().proof());
        }
        out.flush();
    }

    private ExitStatus explore(Exploring exploring) throws IOException, InterruptedException, ExecutionException {
        Optional<String> fault = Exploration.fault(options);
        return fault.isPresent()
                ? usage(List.of(fault.get()))
                : new Exploration(options, exploring, ink, out, err).run();
    }

    /// The result stands on the console by now, whatever becomes of the reports.
    private ExitStatus report(List<Report> reports, ExitStatus status) {
        boolean isEmpty = reports.stream().noneMatch(report -> report.tally().playedSomething());
        if (isEmpty && Forks.areEnding()) return status;
        List<String> faults = new ArrayList<>(options.reports().write(reports));
        faults.addAll(gitHub.write(reports));
        faults.forEach(message -> complain(err, message));
        return status == ExitStatus.AS_EXPECTED && !faults.isEmpty() ? ExitStatus.INCONCLUSIVE : status;
    }

    @SuppressWarnings("SystemConsoleNull") // whether it does depends on the platform's console provider
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static boolean isCi(Map<String, String> environment) {
        return environment.getOrDefault("CI", "").equals("true");
    }

    /// Runs the kit without the node program: `--target` is required.
    public static void main(String[] arguments) {
        Target none = new Target.Command(List.of("no-default-target"));
        System.exit(run(List.of(arguments), none, System.out, System.err).code());
    }
}
