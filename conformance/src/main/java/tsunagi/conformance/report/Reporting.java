package tsunagi.conformance.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Allowance;
import tsunagi.conformance.play.FirstCheck;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.play.WireLog;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.Summary;

/// Turns a run into its report.
public final class Reporting {
    private final Summary summary;
    private final KillRecord record;

    private Reporting(Summary summary, KillRecord record) {
        this.summary = summary;
        this.record = record;
    }

    /// The report of a run.
    ///
    /// @param looked what the first check found
    public static Report of(Summary summary, FirstCheck.Looked looked, Report.Run run) throws IOException {
        Reporting reporting = new Reporting(summary, KillRecord.own());
        return new Report(
                run,
                findings(looked),
                setAside(looked),
                summary.judgements().stream().map(reporting::one).toList(),
                summary.rules().rules().values().stream()
                        .map(rule -> new Report.Rule(rule.number(), rule.words(), rule.visible()))
                        .toList());
    }

    static List<Report.First> findings(FirstCheck.Looked looked) {
        return looked.findings().stream()
                .map(one -> new Report.First(one.rule(), one.fault(), one.advice()))
                .toList();
    }

    static List<String> setAside(FirstCheck.Looked looked) {
        return looked.allowances().stream().map(Allowance::words).sorted().toList();
    }

    private Report.Case one(Judgement judgement) {
        Outcome outcome = judgement.outcome();
        Scenario scenario = outcome.scenario();
        Verdict.@Nullable Failure failure =
                outcome.verdict() instanceof Verdict.Failed failed ? failed.failure() : null;
        List<String> expected = new ArrayList<>();
        @Nullable String actual = null;
        List<Comparison.Row> compared = List.of();
        String note = "";
        if (failure != null) {
            failure.expected().forEach(frame -> expected.add(frame.toString()));
            if (failure.actual() != null) actual = failure.actual().toString();
            if (failure.actual() != null && failure.expected().size() == 1) {
                Comparison comparison = Comparison.of(failure.expected().getFirst(), failure.actual());
                compared = comparison.rows();
                note = comparison.note();
            }
        }
        return new Report.Case(
                scenario.id(),
                scenario.title(),
                scenario.level(),
                scenario.rules(),
                scenario.kills(),
                scenario.nodes(),
                outcome.verdict().word(),
                judgement.kind(),
                outcome.took().toMillis(),
                line(outcome.verdict()),
                judgement.reason(),
                judgement.fault().orElse(null),
                expected,
                actual,
                note,
                compared,
                rounds(scenario),
                scenario.source(),
                killers(scenario),
                outcome.wire().stream().map(Reporting::event).toList(),
                logs(outcome));
    }

    private static int line(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Failed failed -> failed.failure().line();
            case Verdict.Inconclusive inconclusive -> inconclusive.line();
            case Verdict.Passed ignored -> 0;
            case Verdict.Skipped ignored -> 0;
        };
    }

    private List<Report.Round> rounds(Scenario scenario) {
        List<Report.Round> rounds = summary.rounds().getOrDefault(scenario.id(), List.of()).stream()
                .map(round -> new Report.Round(
                        round.kind(), round.reason(), round.took().toMillis()))
                .toList();
        return rounds.size() < 2 ? List.of() : rounds;
    }

    private List<Report.Killer> killers(Scenario scenario) {
        List<Report.Killer> killers = new ArrayList<>();
        for (int line = 1; line <= scenario.source().size(); line++) {
            List<String> mutants = record.at(scenario, line);
            if (!mutants.isEmpty()) killers.add(new Report.Killer(line, mutants));
        }
        return killers;
    }

    static Report.Event event(WireLog.Event event) {
        return new Report.Event(
                event.at().toNanos() / 1_000,
                event.line(),
                event.kind().name().toLowerCase(Locale.ROOT),
                event.from(),
                event.to(),
                event.text(),
                event.bytes().toString());
    }

    private static List<Report.Log> logs(Outcome outcome) {
        return outcome.words().entrySet().stream()
                .filter(entry -> !entry.getValue().isBlank())
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Report.Log(entry.getKey(), entry.getValue()))
                .toList();
    }
}
