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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Conditions;
import tsunagi.conformance.play.FirstCheck;
import tsunagi.conformance.play.Outcome;
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
    private final Common common;

    /// @param common what the trials of a run share
    Trial(Options options, Plan plan, Ink ink, PrintStream out, PrintStream err, Common common) throws IOException {
        this.options = options;
        this.plan = plan;
        this.implementation = plan.implementation();
        this.terms = plan.terms();
        this.rules = RuleBook.read(options.rules());
        this.ink = ink;
        this.out = out;
        this.err = err;
        this.common = common;
    }

    /// What the trials of one run share.
    ///
    /// @param started    when the run began
    /// @param nanos      the same by the clock that never jumps
    /// @param encounters the networks that were played so far
    /// @param last       with `--fail-fast`, the scenario that no other is begun after
    record Common(Instant started, long nanos, Encounters encounters, AtomicReference<@Nullable String> last) {
        static Common now() {
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            return new Common(now, System.nanoTime(), new Encounters(), new AtomicReference<>());
        }
    }

    /// @param golden  all transcripts that were at hand, for their sum
    /// @param started the names of the implementations that have started
    Report run(Golden golden, Set<String> started, FirstCheck.Looked looked)
            throws IOException, InterruptedException, ExecutionException {
        Conditions conditions = options.conditions().allowing(looked.allowances());
        FirstFindings.lines(looked).forEach(line -> out.println(Printable.lines(line)));
        List<Mixing.Part> parts = new ArrayList<>();
        List<Judgement> unplayed = new ArrayList<>();
        for (Mixing.Part part : plan.parts()) {
            partnersLack(part, started)
                    .ifPresentOrElse(
                            lack -> unplayed.add(Judgement.of(Suite.unplayed(part.scenario(), lack), terms)),
                            () -> parts.add(part));
        }
        Rounds rounds = new Rounds();
        ConsoleReport console = new ConsoleReport(out, rules, this::again, ink, parts.size());
        for (int round = 1; round == 1 || (round <= options.repeat() && !Forks.areEnding()); round++) {
            List<Judgement> judged = new ArrayList<>(round(round, parts, conditions, console));
            judged.addAll(unplayed);
            Summary summary = new Summary(judged, rules);
            rounds.add(summary.judgements());
            console.details(summary, !looked.findings().isEmpty());
            if (options.repeat() > 1) console.round(round, options.repeat(), summary);
        }
        Summary summary = rounds.summary(rules);
        console.finished(
                summary, Skips.undeclared(summary, implementation.target().offers()));
        return Reporting.of(summary, looked, about(golden));
    }

    /// Why a network is not played: a partner did not start, or is declared to lack something.
    private Optional<? extends Verdict> partnersLack(Mixing.Part part, Set<String> started) {
        if (started.containsAll(part.others())) return plan.partnersLack(part);
        String missing =
                part.others().stream().filter(name -> !started.contains(name)).collect(Collectors.joining(" and "));
        return Optional.of(notStarted(part.scenario(), missing));
    }

    private static Verdict notStarted(Scenario scenario, String who) {
        return new Verdict.Inconclusive(scenario.steps().getFirst().line(), who + " did not start");
    }

    /// The report of an implementation that does not start, or whose turn does not come in an
    /// interrupted run. What was played when a partner was judged stands in it.
    Report unplayed(Golden golden) throws IOException, InterruptedException {
        List<Judgement> judged = plan.parts().stream()
                .map(part ->
                        met(part, 1).orElseGet(() -> Suite.unplayed(part.scenario(), whyUnplayed(part.scenario()))))
                .map(outcome -> Judgement.of(outcome, terms))
                .toList();
        return Reporting.of(new Summary(judged, rules), new FirstCheck.Looked(List.of(), Set.of()), about(golden));
    }

    private Verdict whyUnplayed(Scenario scenario) {
        if (terms.leavesOut(scenario)) return Skips.declared(scenario.needs(), terms.without());
        if (Forks.areEnding()) return Verdict.interrupted();
        return notStarted(scenario, implementation.name());
    }

    private List<Judgement> round(int round, List<Mixing.Part> parts, Conditions conditions, ConsoleReport console)
            throws InterruptedException, ExecutionException {
        console.begin();
        Map<String, Outcome> byId = new LinkedHashMap<>();
        List<Mixing.Part> rest = new ArrayList<>();
        for (Mixing.Part part : parts) {
            met(part, round).ifPresentOrElse(outcome -> byId.put(part.scenario().id(), outcome), () -> rest.add(part));
        }
        for (Outcome outcome : byId.values()) {
            Judgement judgement = Judgement.of(outcome, terms);
            console.played(judgement);
            if (options.failFast() && judgement.isUnexpected())
                common.last().compareAndSet(null, outcome.scenario().id());
        }
        int jobs = implementation.target().isFreshEachTime() ? options.jobs() : 1;
        Suite.Bounds bounds = new Suite.Bounds(
                options.retries(), options.failFast(), options.runLimit(), common.nanos(), common.last());
        List<Outcome> played = new Suite(conditions, jobs, terms, bounds)
                .play(rest, outcome -> console.played(Judgement.of(outcome, terms)));
        for (int i = 0; i < rest.size(); i++) {
            byId.put(rest.get(i).scenario().id(), played.get(i));
            common.encounters().note(rest.get(i), implementation.name(), round, played.get(i));
        }
        List<Judgement> judged = parts.stream()
                .map(part -> Objects.requireNonNull(byId.get(part.scenario().id())))
                .map(outcome -> Judgement.of(outcome, terms))
                .toList();
        return terms.expected().withStaleGlobs(judged, plan.ids());
    }

    /// What came of a network when a partner was judged.
    private Optional<Outcome> met(Mixing.Part part, int round) {
        return terms.leavesOut(part.scenario())
                ? Optional.empty()
                : common.encounters().of(part, implementation.name(), round);
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
                common.started().toString(),
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
