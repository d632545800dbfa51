package tsunagi.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import tsunagi.conformance.target.Target;

/// Writes one page that needs nothing but itself. It holds the reports as JSON, and a script that
/// shows them: one run, or several next to each other.
final class HtmlReport {
    /// More rows of an exchange than this show no one anything.
    private static final int MAX_EVENTS = 120;

    /// A frame that is longer is cut. The JSON file has all of it.
    private static final int MAX_BYTES = 1_000;

    static String of(List<Report> reports) throws IOException {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width,initial-scale=1">
                <title>%s</title>
                <style>%s</style></head>
                <body><main id="report"><h1>%s</h1><noscript><p>%s</p>
                <p>The details need JavaScript. The file of --json has them too.</p></noscript></main>
                <script type="application/json" id="data">%s</script>
                <script>%s</script></body></html>
                """.formatted(
                        text(title(reports)),
                        resource("report.css"),
                        text(heading(reports)),
                        proofs(reports),
                        data(reports),
                        resource("report.js") + resource("reports.js"));
    }

    /// The result first: a tab of a browser shows a few words.
    private static String title(List<Report> reports) {
        if (reports.size() > 1) return heading(reports);
        Report report = reports.getFirst();
        String result = report.tally().proof().split(" · ", 2)[0];
        return result + " · " + nameOf(report.run()) + " · conformance";
    }

    private static String heading(List<Report> reports) {
        return "Conformance of "
                + (reports.size() > 1
                        ? reports.size() + " runs"
                        : nameOf(reports.getFirst().run()));
    }

    /// A run without a name is called by its target.

    private static String nameOf(Report.Run run) {
        boolean isNamed =
                !run.name().equals(Target.Member.UNDER_TEST) || run.target().isEmpty();
        return isNamed ? run.name() : run.target();
    }

    private static String proofs(List<Report> reports) {
        StringBuilder proofs = new StringBuilder();
        for (Report report : reports) {
            if (!proofs.isEmpty()) proofs.append("<br>");
            proofs.append(text(nameOf(report.run()) + ": " + report.tally().proof()));
        }
        return proofs.toString();
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /// JSON that can stand in a script element: no text in it can end the element.
    private static String data(List<Report> reports) throws IOException {
        KillRecord record = KillRecord.own();
        JsonText out = new JsonText();
        out.open('{').member("reports").open('[');
        for (Report report : reports) JsonReport.report(out, brief(report));
        out.close(']').member("mutants").open('[');
        for (KillRecord.Mutant mutant : record.mutants()) {
            out.open('{').member("id").value(mutant.id());
            out.member("rules").value(mutant.rules());
            out.member("fault").value(mutant.fault());
            out.member("failsAt").open('[');
            for (KillRecord.Kill kill : record.killsOf(mutant)) {
                out.open('{').member("scenario").value(kill.scenario());
                out.member("words").value(kill.words()).close('}');
            }
            out.close(']').close('}');
        }
        return out.close(']').close('}').text().replace("<", "\\u003c");
    }

    private static Report brief(Report report) {
        return new Report(
                report.run(),
                report.firstCheck(),
                report.setAside(),
                report.cases().stream().map(HtmlReport::brief).toList(),
                report.rules());
    }

    private static Report.Case brief(Report.Case one) {
        return one.with(one.wire().stream()
                .limit(MAX_EVENTS)
                .map(event -> new Report.Event(
                        event.microseconds(),
                        event.line(),
                        event.kind(),
                        event.from(),
                        event.to(),
                        event.text(),
                        brief(event.bytes())))
                .toList());
    }

    private static String brief(String bytes) {
        return bytes.length() <= MAX_BYTES ? bytes : bytes.substring(0, MAX_BYTES) + "…";
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private HtmlReport() {}
}
