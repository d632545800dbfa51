package tsunagi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.play.FirstCheck;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.report.ConsoleReport;
import tsunagi.conformance.report.FirstFindings;
import tsunagi.conformance.report.Ink;
import tsunagi.conformance.report.Printable;
import tsunagi.conformance.report.Report;
import tsunagi.conformance.report.Reporting;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.target.Forks;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.Rounds;
import tsunagi.conformance.verdict.RuleBook;
import tsunagi.conformance.verdict.Skips;
import tsunagi.conformance.verdict.Summary;

/// Judges one implementation: plays what is selected, prints what comes of it, and reports it.
final class Trial {
    private final Options options;
    private final Implementation implementation;
    private final Judgement.Terms terms;
    private final Plan plan;
    private final RuleBook rules;
    private final Ink ink;
    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;

    /// @param clock when the run began
    Trial(Options options, Plan plan, Ink ink, PrintStream out, PrintStream err, Clock clock) throws IOException {
        this.options = options;
        this.plan = plan;
        this.implementation = plan.implementation();
        this.terms = plan.terms();
        this.rules = RuleBook.read(options.rules());
        this.ink = ink;
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    /// The beginning of a run, in both of the ways that matter.
    ///
    /// @param nanos of the clock that never jumps
    record Clock(Instant started, long nanos) {
        static Clock now() {
            return new Clock(Instant.now().truncatedTo(ChronoUnit.SECONDS), System.nanoTime());
        }
    }

    /// @param golden  all transcripts that were at hand, for their sum
    /// @param started the names of the implementations that have started
    Report run(Golden golden, Set<String> started, FirstCheck.Looked looked)
            throws IOException, InterruptedException, ExecutionException {
        Conditions conditions = options.conditions().allowing(looked.allowances());
        FirstFindings.lines(looked).forEach(line -> out.println(Printable.lines(line)));
        Map<Boolean, List<Mixing.Part>> byPartners =
                plan.parts().stream().collect(Collectors.partitioningBy(part -> started.containsAll(part.others())));
        List<Mixing.Part> parts = byPartners.getOrDefault(true, List.of());
        List<Judgement> alone = byPartners.getOrDefault(false, List.of()).stream()
                .map(part -> withoutPartner(part, started))
                .toList();
        Rounds rounds = new Rounds();
        ConsoleReport console = new ConsoleReport(out, rules, this::again, ink, parts.size());
        for (int round = 1; round == 1 || (round <= options.repeat() && !Forks.areEnding()); round++) {
            List<Judgement> judged = new ArrayList<>(round(parts, conditions, console));
            judged.addAll(alone);
            Summary summary = new Summary(judged, rules);
            rounds.add(summary.judgements());
            console.details(summary);
            if (options.repeat() > 1) console.round(round, options.repeat(), summary);
        }
        Summary summary = rounds.summary(rules);
        console.finished(
                summary, Skips.undeclared(summary, implementation.target().offers()));
        return Reporting.of(summary, looked, about(golden));
    }

    /// A network in which a partner is missing is left out, and stands in the reports as such.
    private Judgement withoutPartner(Mixing.Part part, Set<String> started) {
        String missing =
                part.others().stream().filter(name -> !started.contains(name)).collect(Collectors.joining(" and "));
        return Judgement.of(
                Suite.unplayed(part.scenario(), new Verdict.Skipped(missing + " did not start", true)), terms);
    }

    /// The report of an implementation that does not start, or whose turn does not come in an
    /// interrupted run.
    Report unplayed(Golden golden) throws IOException, InterruptedException {
        List<Judgement> judged = plan.scenarios().stream()
                .map(scenario -> Judgement.of(Suite.unplayed(scenario, whyUnplayed(scenario)), terms))
                .toList();
        return Reporting.of(new Summary(judged, rules), new FirstCheck.Looked(List.of(), Set.of()), about(golden));
    }

    private Verdict whyUnplayed(Scenario scenario) {
        if (terms.leavesOut(scenario)) return Skips.declared(scenario.needs(), terms.without());
        if (Forks.areEnding()) return Verdict.interrupted();
        int line = scenario.steps().getFirst().line();
        return new Verdict.Inconclusive(line, implementation.name() + " did not start");
    }

    private List<Judgement> round(List<Mixing.Part> parts, Conditions conditions, ConsoleReport console)
            throws InterruptedException, ExecutionException {
        console.begin();
        int jobs = implementation.target().isFreshEachTime() ? options.jobs() : 1;
        Suite.Bounds bounds =
                new Suite.Bounds(options.retries(), options.failFast(), options.runLimit(), clock.nanos());
        List<Judgement> judged = new Suite(conditions, jobs, terms, bounds)
                .play(parts, outcome -> console.played(Judgement.of(outcome, terms))).stream()
                        .map(outcome -> Judgement.of(outcome, terms))
                        .toList();
        return terms.expected().withStaleGlobs(judged, plan.ids());
    }

    private String again(Scenario scenario) {
        String only = implementation.isNamed() ? " --only " + implementation.name() : "";
        return Program.name() + " --conformance " + scenario.id() + options.again() + only;
    }

    private Report.Run about(Golden golden) throws InterruptedException {
        VersionCommand.Answer version = VersionCommand.run(implementation);
        if (version instanceof VersionCommand.Unknown)
            Conformance.complain(err, implementation.name() + ": the version in the reports is " + version.words());
        return new Report.Run(
                implementation.name(),
                implementation.said(),
                version.words(),
                Program.version(),
                implementation.level().name(),
                options.words(),
                sum(golden),
                clock.started().toString(),
                "%s %s, %s processors, Java %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"),
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("java.version")));
    }

    /// The same for the same transcripts, wherever they lie.
    private static String sum(Golden golden) {
        MessageDigest sha;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        for (Scenario scenario : golden.scenarios()) {
            sha.update((scenario.id() + "\n").getBytes(UTF_8));
            scenario.source().forEach(line -> sha.update((line + "\n").getBytes(UTF_8)));
        }
        return HexFormat.of().formatHex(sha.digest());
    }
}
