package tsunagi.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tsunagi.conformance.play.Fault;
import tsunagi.conformance.play.FirstCheck;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Level;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.Rounds;
import tsunagi.conformance.verdict.RuleBook;
import tsunagi.conformance.verdict.Summary;

/// One page that needs nothing but itself: the matrix, filters, and everything about each scenario.
final class HtmlReport {
    private final StringBuilder out = new StringBuilder();
    private final Summary summary;
    private final FirstCheck.Looked looked;
    private final KillRecord record;

    private HtmlReport(Summary summary, FirstCheck.Looked looked, KillRecord record) {
        this.summary = summary;
        this.looked = looked;
        this.record = record;
    }

    static String of(Summary summary, FirstCheck.Looked looked) throws IOException {
        return new HtmlReport(summary, looked, KillRecord.own()).page();
    }

    private String page() throws IOException {
        out.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .append("<title>Conformance</title><style>")
                .append(resource("report.css"))
                .append("</style></head><body><h1>Conformance</h1>");
        String mood = switch (summary.status()) {
            case AS_EXPECTED -> "";
            case UNEXPECTED -> " bad";
            case USAGE, NOT_STARTED, INCONCLUSIVE -> " open";
        };
        out.append("<p class=\"proof%s\">%s</p>".formatted(mood, text(summary.proof())));
        String first = String.join("\n", FirstFindings.lines(looked)).strip();
        if (!first.isEmpty()) out.append("<pre class=\"first\">%s</pre>".formatted(text(first)));
        out.append("<section>");
        filters();
        out.append("<div class=\"head\"><span>scenario</span>");
        for (Level level : Level.values()) {
            out.append(
                    "<span>%s %s/%s</span>".formatted(level, summary.count(level, true), summary.count(level, false)));
        }
        out.append("<span>ms</span></div>");
        for (Judgement judgement : summary.judgements()) scenario(judgement);
        out.append("<p id=\"none\" hidden>No scenario fits.</p></section>");
        coverage();
        out.append(new MutantTable(record, summary.judgements()).html());
        return out.append("<script>")
                .append(resource("report.js"))
                .append("</script></body></html>\n")
                .toString();
    }

    private void filters() {
        out.append(
                "<div class=\"filters\"><input id=\"search\" type=\"search\" placeholder=\"id, title, rule, mutant\" aria-label=\"Search\">");
        for (String verdict : List.of("pass", "fail", "inconclusive", "skipped")) button("verdict", verdict);
        for (Level level : Level.values()) button("level", level.name());
        out.append("</div>");
    }

    private void button(String kind, String value) {
        out.append("<button type=\"button\" aria-pressed=\"false\" data-kind=\"%s\" data-value=\"%s\">%s</button>"
                .formatted(kind, value, value.toLowerCase(Locale.ROOT)));
    }

    private void scenario(Judgement judgement) {
        Outcome outcome = judgement.outcome();
        Scenario scenario = outcome.scenario();
        String verdict = outcome.verdict().word();
        String searched = Stream.of(List.of(scenario.id(), scenario.title()), scenario.rules(), scenario.kills())
                .flatMap(List::stream)
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
        out.append("<details class=\"scenario\" id=\"%s\" data-verdict=\"%s\" data-level=\"%s\" data-text=\"%s\"%s>"
                .formatted(
                        text(scenario.id()),
                        verdict,
                        scenario.level(),
                        text(searched),
                        judgement.isUnexpected() ? " open" : ""));
        out.append("<summary><span class=\"id\">%s<small>%s</small></span>"
                .formatted(text(scenario.id()), text(scenario.title())));
        for (Level level : Level.values()) {
            boolean here = level == scenario.level();
            out.append("<span class=\"cell %s\" data-level=\"%s\">%s</span>"
                    .formatted(verdict, level, here ? text(judgement.kind().words()) : ""));
        }
        out.append("<span class=\"time\">%s</span></summary><div class=\"body\">"
                .formatted(outcome.took().toMillis()));
        rules(scenario);
        verdict(outcome);
        transcript(scenario, failedLine(outcome.verdict()));
        if (!outcome.wire().isEmpty()) {
            out.append("<h3>Exchange</h3><div class=\"scroll\">");
            out.append(SequenceDiagram.of(outcome.wire(), failedLine(outcome.verdict())));
            out.append("</div>");
        }
        words(outcome);
        rounds(summary.rounds().getOrDefault(scenario.id(), List.of()));
        out.append("</div></details>");
    }

    /// Of several rounds; all above is the worst.
    private void rounds(List<Rounds.Round> rounds) {
        if (rounds.size() < 2) return;
        out.append("<h3>Rounds</h3><ol>");
        for (Rounds.Round round : rounds) {
            out.append("<li>%s %s</li>".formatted(text(round.kind().words()), text(round.reason())));
        }
        out.append("</ol>");
    }

    private static int failedLine(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Failed failed -> failed.failure().line();
            case Verdict.Inconclusive inconclusive -> inconclusive.line();
            case Verdict.Passed ignored -> 0;
            case Verdict.Skipped ignored -> 0;
        };
    }

    private void rules(Scenario scenario) {
        out.append("<ul class=\"rules\">");
        for (String rule : scenario.rules()) {
            out.append("<li><b>%s</b><span>%s</span></li>"
                    .formatted(text(rule), text(summary.rules().words(rule))));
        }
        out.append("</ul>");
    }

    private void verdict(Outcome outcome) {
        switch (outcome.verdict()) {
            case Verdict.Passed ignored -> {}
            case Verdict.Skipped skipped -> message(skipped.reason());
            case Verdict.Inconclusive inconclusive -> message(inconclusive.reason());
            case Verdict.Failed failed -> {
                message("line %s: %s"
                        .formatted(failed.failure().line(), failed.failure().message()));
                Fault fault = failed.failure().fault();
                if (fault != null) message("At fault: " + fault.words());
                compared(failed.failure());
            }
        }
    }

    private void message(String message) {
        out.append("<p class=\"message\">%s</p>".formatted(text(message)));
    }

    private void compared(Verdict.Failure failure) {
        if (failure.actual() != null && failure.expected().size() == 1) {
            String note = Comparison.of(failure.expected().getFirst(), failure.actual())
                    .note();
            if (!note.isEmpty()) message(note);
        }
        out.append("<div class=\"scroll\"><table><tr><th></th><th>expected</th><th>actual</th></tr>");
        if (failure.actual() != null && failure.expected().size() == 1) {
            for (Comparison.Row row : Comparison.of(failure.expected().getFirst(), failure.actual())
                    .rows()) {
                out.append("<tr%s><td>%s</td><td>%s</td><td>%s</td></tr>"
                        .formatted(
                                row.differs() ? " class=\"differs\"" : "",
                                text(row.label()),
                                marked(row, row.expected()),
                                marked(row, row.actual())));
            }
        } else {
            String expected = failure.expected().stream().map(Object::toString).collect(Collectors.joining(" | "));
            String actual =
                    failure.actual() == null ? "nothing" : failure.actual().toString();
            out.append("<tr class=\"differs\"><td>frame</td><td>%s</td><td>%s</td></tr>"
                    .formatted(text(expected.isEmpty() ? "nothing" : expected), text(actual)));
        }
        out.append("</table></div>");
    }

    /// What differs between the two sides of a row, as marked text.
    private static String marked(Comparison.Row row, String side) {
        int from = row.alike();
        int to = side.length() - row.alikeAtEnd();
        if (!row.differs() || from >= to) return text(side);
        return text(side.substring(0, from)) + "<mark>" + text(side.substring(from, to)) + "</mark>"
                + text(side.substring(to));
    }

    private void transcript(Scenario scenario, int failedLine) {
        out.append("<h3>Transcript</h3><pre>");
        for (int number = 1; number <= scenario.source().size(); number++) {
            out.append("<span class=\"l%s\"><span class=\"n\">%s</span>%s%s</span>"
                    .formatted(
                            number == failedLine ? " bad" : "",
                            number,
                            text(scenario.line(number)),
                            killed(record.at(scenario, number))));
        }
        out.append("</pre>");
    }

    /// What a line is good for, behind it.
    private String killed(List<String> mutants) {
        return mutants.stream()
                .map(mutant -> "<span class=\"kill\" title=\"fails a node that %s\">%s</span>"
                        .formatted(text(record.fault(mutant)), text(mutant)))
                .collect(Collectors.joining());
    }

    private void words(Outcome outcome) {
        if (outcome.verdict() instanceof Verdict.Passed) return;
        outcome.words().forEach((node, words) -> {
            if (words.isBlank()) return;
            out.append("<h3>%s said last</h3><pre>".formatted(text(node)));
            words.lines().forEach(line -> out.append("<span class=\"l\">%s</span>".formatted(text(line))));
            out.append("</pre>");
        });
    }

    private void coverage() {
        if (summary.rules().rules().isEmpty()) return;
        out.append("<h2>Rules</h2><div class=\"scroll\"><table class=\"coverage\">");
        for (RuleBook.Rule rule : summary.rules().rules().values()) {
            String links = summary.judgements().stream()
                    .filter(one -> one.outcome().scenario().rules().contains(rule.number()))
                    .map(HtmlReport::link)
                    .collect(Collectors.joining("<br>"));
            out.append(
                    "<tr><td>%s</td><td>%s</td><td>%s</td></tr>".formatted(rule.number(), text(rule.words()), links));
        }
        out.append("</table></div>");
    }

    private static String link(Judgement judgement) {
        String id = text(judgement.outcome().scenario().id());
        return "<a class=\"%s\" href=\"#%s\">%s</a>"
                .formatted(judgement.outcome().verdict().word(), id, id);
    }

    static String text(String raw) {
        return JUnitReport.escaped(raw);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
