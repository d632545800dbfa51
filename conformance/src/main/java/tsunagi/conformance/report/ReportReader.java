package tsunagi.conformance.report;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Fault;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.verdict.Judgement;

/// Reads what [JsonReport] wrote, also what an earlier version of the kit wrote. Members that were
/// added later are then empty. Skips unknown members.
public final class ReportReader {
    /// What a text turned out to be.
    public sealed interface Result permits Reports, NoReport {}

    /// One report or several.
    public record Reports(List<Report> reports) implements Result {
        public Reports {
            reports = List.copyOf(reports);
        }
    }

    public record NoReport(String reason) implements Result {}

    private static final Set<String> VERDICTS = Set.of("pass", "fail", "inconclusive", "skipped");

    public static Result of(String text) {
        try {
            Fields top = Fields.of(text);
            checkFormat(top);
            if (!top.has("reports")) return new Reports(List.of(report(top)));
            List<Report> reports = top.list("reports", ReportReader::report);
            return reports.isEmpty() ? new NoReport("its list of reports is empty") : new Reports(reports);
        } catch (Fields.Unfit e) {
            return new NoReport(e.reason());
        }
    }

    private static void checkFormat(Fields fields) throws Fields.Unfit {
        if (!JsonReport.FORMAT.equals(fields.text("format", ""))) {
            throw new Fields.Unfit("its format is not " + JsonReport.FORMAT);
        }
    }

    private static Report report(Fields fields) throws Fields.Unfit {
        if (!fields.has("scenarios")) throw new Fields.Unfit("it has no list of scenarios");
        return new Report(
                run(fields.inside("run")),
                fields.list(
                        "firstCheck",
                        one -> new Report.First(one.text("rule"), one.text("fault"), one.text("advice", ""))),
                fields.texts("setAside"),
                fields.list("scenarios", ReportReader::one),
                fields.list(
                        "rules",
                        one -> new Report.Rule(one.text("number"), one.text("words", ""), one.truth("visible"))));
    }

    private static Report.Run run(@Nullable Fields run) throws Fields.Unfit {
        if (run == null) return new Report.Run("target", "", "", "", "", List.of(), "", "", "");
        return new Report.Run(
                run.text("name"),
                run.text("target", ""),
                run.text("version", ""),
                run.text("kit", ""),
                run.text("level", ""),
                run.texts("flags"),
                run.text("transcripts", ""),
                run.text("started", ""),
                run.text("host", ""));
    }

    private static Report.Case one(Fields one) throws Fields.Unfit {
        String verdict = one.text("verdict");
        if (!VERDICTS.contains(verdict)) throw new Fields.Unfit("'%s' is no verdict".formatted(verdict));
        List<String> actual = one.texts("actual");
        return new Report.Case(
                one.text("id"),
                one.text("title", ""),
                one.one("level", Level.class, null),
                one.texts("rules"),
                one.texts("kills"),
                one.texts("nodes"),
                verdict,
                one.one("judgement", Judgement.Kind.class, null),
                one.number("milliseconds", 0),
                (int) one.number("line", 0),
                one.text("reason", ""),
                fault(one.inside("fault")),
                one.texts("expected"),
                actual.isEmpty() ? null : actual.getFirst(),
                one.text("note", ""),
                one.list(
                        one.has("compared") ? "compared" : "differs",
                        row -> new Comparison.Row(row.text("member"), row.text("expected"), row.text("actual"))),
                one.list(
                        "rounds",
                        round -> new Report.Round(
                                round.one("judgement", Judgement.Kind.class, null),
                                round.text("reason", ""),
                                round.number("milliseconds", 0))),
                one.texts("source"),
                one.list(
                        "killers",
                        killer -> new Report.Killer((int) killer.number("line", 0), killer.texts("mutants"))),
                one.list("wire", ReportReader::event),
                one.list("logs", log -> new Report.Log(log.text("node"), log.text("text"))));
    }

    private static @Nullable Fault fault(@Nullable Fields fault) throws Fields.Unfit {
        return fault == null
                ? null
                : new Fault(fault.text("node"), fault.text("implementation", ""), fault.text("reason", ""));
    }

    private static Report.Event event(Fields event) throws Fields.Unfit {
        return new Report.Event(
                event.number("microseconds", 0),
                (int) event.number("line", 0),
                event.text("kind"),
                event.text("from", ""),
                event.text("to", ""),
                event.text("text", ""),
                event.text("bytes", ""));
    }

    private ReportReader() {}
}
