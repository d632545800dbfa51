package tsunagi.conformance.report;

import java.util.List;
import java.util.Locale;
import tsunagi.conformance.play.Fault;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.Tally;

/// Writes reports as JSON, in the shape that `docs/report.schema.json` describes. Written by hand:
/// the kit has no library in common with a node.
final class JsonReport {
    /// The version of the format: members may be added to it, and none changes its meaning.
    static final String FORMAT = "tsunagi-conformance-1";

    /// One report as it is; several as a list.
    static String of(List<Report> reports) {
        JsonText out = new JsonText();
        if (reports.size() == 1) {
            report(out, reports.getFirst());
            return out.text();
        }
        out.open('{').member("format").value(FORMAT).member("reports").open('[');
        reports.forEach(report -> report(out, report));
        return out.close(']').close('}').text();
    }

    /// One report, into a text that goes on after it.
    static void report(JsonText out, Report report) {
        Tally tally = report.tally();
        out.open('{').member("format").value(FORMAT);
        out.member("status").value(tally.status().code());
        out.member("proof").value(tally.proof());
        out.member("rounds").value(tally.rounds());
        run(out.member("run"), report.run());
        out.member("firstCheck").open('[');
        for (Report.First first : report.firstCheck()) {
            out.open('{').member("rule").value(first.rule());
            out.member("fault").value(first.fault());
            out.member("advice").value(first.advice()).close('}');
        }
        out.close(']').member("setAside").values(report.setAside());
        out.member("scenarios").open('[');
        for (Report.Case one : report.cases()) scenario(out, one);
        out.close(']').member("rules").open('[');
        for (Report.Rule rule : report.rules()) {
            out.open('{').member("number").value(rule.number());
            out.member("words").value(rule.words());
            out.member("visible").value(rule.visible());
            out.member("covered")
                    .value(tally.coveredRules().contains(rule.number()))
                    .close('}');
        }
        out.close(']').close('}');
    }

    private static void run(JsonText out, Report.Run run) {
        out.open('{').member("name").value(run.name());
        out.member("target").value(run.target());
        out.member("version").value(run.version());
        out.member("kit").value(run.kit());
        out.member("level").value(run.level());
        out.member("flags").values(run.flags());
        out.member("transcripts").value(run.transcripts());
        out.member("started").value(run.started());
        out.member("host").value(run.host()).close('}');
    }

    private static void scenario(JsonText out, Report.Case one) {
        out.open('{').member("id").value(one.id());
        out.member("title").value(one.title());
        out.member("level").value(one.level().name());
        out.member("rules").values(one.rules());
        out.member("kills").values(one.kills());
        out.member("nodes").values(one.nodes());
        out.member("verdict").value(one.verdict());
        out.member("judgement").value(word(one.kind()));
        out.member("milliseconds").value(one.milliseconds());
        if (one.line() > 0) out.member("line").value(one.line());
        if (!one.reason().isEmpty()) out.member("reason").value(one.reason());
        if (one.fault() != null) fault(out, one.fault());
        if (one.verdict().equals("fail")) failure(out, one);
        if (!one.rounds().isEmpty()) rounds(out, one.rounds());
        out.member("source").values(one.source());
        out.member("killers").open('[');
        for (Report.Killer killer : one.killers()) {
            out.open('{').member("line").value(killer.line());
            out.member("mutants").values(killer.mutants()).close('}');
        }
        out.close(']').member("wire").open('[');
        for (Report.Event event : one.wire()) event(out, event);
        out.close(']').member("logs").open('[');
        for (Report.Log log : one.logs()) {
            out.open('{').member("node").value(log.node());
            out.member("text").value(log.text()).close('}');
        }
        out.close(']').close('}');
    }

    private static void fault(JsonText out, Fault fault) {
        out.member("fault").open('{').member("node").value(fault.node());
        out.member("implementation").value(fault.implementation());
        out.member("reason").value(fault.reason()).close('}');
    }

    private static void failure(JsonText out, Report.Case one) {
        out.member("expected").values(one.expected());
        out.member("actual").values(one.actual() == null ? List.of() : List.of(one.actual()));
        if (!one.note().isEmpty()) out.member("note").value(one.note());
        if (one.compared().isEmpty()) return;
        out.member("compared").open('[');
        for (Comparison.Row row : one.compared()) row(out, row);
        out.close(']').member("differs").open('[');
        for (Comparison.Row row : one.compared()) {
            if (row.differs()) row(out, row);
        }
        out.close(']');
    }

    /// The first character that differs; one more than there are if all are alike.
    private static void row(JsonText out, Comparison.Row row) {
        out.open('{').member("member").value(row.label());
        out.member("character").value(row.alike() + 1L);
        out.member("expected").value(row.expected());
        out.member("actual").value(row.actual()).close('}');
    }

    /// Of several rounds; the scenario itself is shown with the worst.
    private static void rounds(JsonText out, List<Report.Round> rounds) {
        out.member("rounds").open('[');
        for (Report.Round round : rounds) {
            out.open('{').member("judgement").value(word(round.kind()));
            out.member("milliseconds").value(round.milliseconds());
            out.member("reason").value(round.reason()).close('}');
        }
        out.close(']');
    }

    static String word(Judgement.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void event(JsonText out, Report.Event event) {
        out.open('{').member("microseconds").value(event.microseconds());
        out.member("line").value(event.line());
        out.member("kind").value(event.kind());
        out.member("from").value(event.from()).member("to").value(event.to());
        out.member("text").value(event.text());
        out.member("bytes").value(event.bytes()).close('}');
    }

    private JsonReport() {}
}
