package tsunagi.conformance.report;

import java.util.List;
import java.util.Locale;
import tsunagi.conformance.play.Fault;
import tsunagi.conformance.play.Finding;
import tsunagi.conformance.play.FirstCheck;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.play.WireLog;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.Rounds;
import tsunagi.conformance.verdict.RuleBook;
import tsunagi.conformance.verdict.Summary;

/// The same for programs. Written by hand: the judge has no library in common with a node.
final class JsonReport {
    /// The version of the format: members may be added to it, and none changes its meaning.
    static final String FORMAT = "tsunagi-conformance-1";

    static String of(Summary summary, FirstCheck.Looked looked) {
        JsonText out = new JsonText();
        out.open('{').member("format").value(FORMAT);
        out.member("status").value(summary.status().code());
        out.member("proof").value(summary.proof());
        out.member("rounds").value(summary.roundCount());
        out.member("firstCheck").open('[');
        for (Finding finding : looked.findings()) finding(out, finding);
        out.close(']').member("scenarios").open('[');
        for (Judgement judgement : summary.judgements()) scenario(out, judgement, summary);
        out.close(']').member("rules").open('[');
        for (RuleBook.Rule rule : summary.rules().rules().values()) rule(out, rule, summary);
        return out.close(']').close('}').text();
    }

    private static void finding(JsonText out, Finding finding) {
        out.open('{').member("rule").value(finding.rule());
        out.member("fault").value(finding.fault());
        out.member("advice").value(finding.advice()).close('}');
    }

    private static void scenario(JsonText out, Judgement judgement, Summary summary) {
        Outcome outcome = judgement.outcome();
        Scenario scenario = outcome.scenario();
        out.open('{').member("id").value(scenario.id());
        out.member("title").value(scenario.title());
        out.member("level").value(scenario.level().name());
        out.member("rules").values(scenario.rules());
        out.member("kills").values(scenario.kills());
        out.member("verdict").value(outcome.verdict().word());
        out.member("judgement").value(word(judgement.kind()));
        out.member("milliseconds").value(outcome.took().toMillis());
        switch (outcome.verdict()) {
            case Verdict.Passed passed -> {
                if (!passed.before().isEmpty()) out.member("reason").value(passed.before());
            }
            case Verdict.Skipped skipped -> out.member("reason").value(skipped.reason());
            case Verdict.Inconclusive inconclusive -> out.member("reason").value(inconclusive.reason());
            case Verdict.Failed failed -> failure(out, failed.failure());
        }
        rounds(out, summary.rounds().getOrDefault(scenario.id(), List.of()));
        out.member("wire").open('[');
        for (WireLog.Event event : outcome.wire()) event(out, event);
        out.close(']').close('}');
    }

    private static void failure(JsonText out, Verdict.Failure failure) {
        out.member("line").value(failure.line());
        out.member("reason").value(failure.message());
        if (failure.fault() != null) fault(out, failure.fault());
        out.member("expected")
                .values(failure.expected().stream().map(Object::toString).toList());
        out.member("actual")
                .values(
                        failure.actual() == null
                                ? List.of()
                                : List.of(failure.actual().toString()));
        if (failure.actual() == null || failure.expected().size() != 1) return;
        Comparison comparison = Comparison.of(failure.expected().getFirst(), failure.actual());
        if (!comparison.note().isEmpty()) out.member("note").value(comparison.note());
        out.member("differs").open('[');
        for (Comparison.Row row : comparison.rows()) {
            if (!row.differs()) continue;
            out.open('{').member("member").value(row.label());
            out.member("character").value(row.alike() + 1L);
            out.member("expected").value(row.expected());
            out.member("actual").value(row.actual()).close('}');
        }
        out.close(']');
    }

    private static void fault(JsonText out, Fault fault) {
        out.member("fault").open('{').member("node").value(fault.node());
        out.member("implementation").value(fault.implementation());
        out.member("reason").value(fault.reason()).close('}');
    }

    /// Of several rounds; the scenario itself is shown with the worst.
    private static void rounds(JsonText out, List<Rounds.Round> rounds) {
        if (rounds.size() < 2) return;
        out.member("rounds").open('[');
        for (Rounds.Round round : rounds) {
            out.open('{').member("judgement").value(word(round.kind()));
            out.member("milliseconds").value(round.took().toMillis());
            out.member("reason").value(round.reason()).close('}');
        }
        out.close(']');
    }

    static String word(Judgement.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void event(JsonText out, WireLog.Event event) {
        out.open('{').member("microseconds").value(event.at().toNanos() / 1_000);
        out.member("line").value(event.line());
        out.member("kind").value(event.kind().name().toLowerCase(Locale.ROOT));
        out.member("from").value(event.from()).member("to").value(event.to());
        out.member("text").value(event.text());
        out.member("bytes").value(event.bytes().toString()).close('}');
    }

    private static void rule(JsonText out, RuleBook.Rule rule, Summary summary) {
        out.open('{').member("number").value(rule.number());
        out.member("visible").value(rule.visible());
        out.member("covered")
                .value(summary.coveredRules().contains(rule.number()))
                .close('}');
    }

    private JsonReport() {}
}
