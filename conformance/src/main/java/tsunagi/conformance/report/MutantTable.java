package tsunagi.conformance.report;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tsunagi.conformance.verdict.Judgement;

/// The kill matrix as a table: each known way to be wrong, and the lines of transcripts that fail
/// it. A matrix in squares would be nearly empty, and too wide for any screen.
final class MutantTable {
    private final KillRecord record;
    private final Map<String, Judgement> played;

    /// @param judgements of this run: transcripts that were not played are named, but
    ///     there is nothing to link to
    MutantTable(KillRecord record, List<Judgement> judgements) {
        this.record = record;
        this.played = judgements.stream()
                .collect(toMap(judgement -> judgement.outcome().scenario().id(), judgement -> judgement));
    }

    String html() {
        StringBuilder out = new StringBuilder();
        out.append("<section><h2 id=\"mutants\">Wrong nodes</h2><p class=\"lead\">What the transcripts are good for: ")
                .append(record.mutants().size())
                .append(
                        " nodes that are wrong in one way each, and the lines that fail them. This is the record of the kit's ")
                .append(
                        "own tests, which fail if a wrong node gets through; it says nothing of the node judged here.</p>")
                .append("<div class=\"filters\"><input id=\"mutant-search\" type=\"search\" ")
                .append("placeholder=\"wrong node, fault, rule, scenario\" aria-label=\"Search wrong nodes\">")
                .append("<output id=\"mutant-count\"></output></div><table class=\"mutants\">")
                .append("<thead><tr><th>wrong node</th><th>rules</th><th>fails at</th></tr></thead><tbody>");
        record.mutants().forEach(mutant -> row(out, mutant));
        return out.append("</tbody></table></section>").toString();
    }

    private void row(StringBuilder out, KillRecord.Mutant mutant) {
        List<KillRecord.Kill> kills = record.killsOf(mutant);
        String searched = "%s %s %s %s"
                .formatted(
                        mutant.id(),
                        mutant.fault(),
                        mutant.rules(),
                        kills.stream().map(KillRecord.Kill::scenario).collect(joining(" ")))
                .toLowerCase(Locale.ROOT);
        out.append("<tr data-text=\"%s\"><td><b>%s</b><small>%s</small></td><td>%s</td><td>%s</td></tr>"
                .formatted(
                        HtmlReport.text(searched),
                        HtmlReport.text(mutant.id()),
                        HtmlReport.text(mutant.fault()),
                        HtmlReport.text(mutant.rules()),
                        kills.stream().map(this::place).collect(joining(""))));
    }

    private String place(KillRecord.Kill kill) {
        String id = HtmlReport.text(kill.scenario());
        String where = played.containsKey(kill.scenario()) ? "<a href=\"#%s\">%s</a>".formatted(id, id) : id;
        return "<span class=\"place\">%s <code>%s</code></span>".formatted(where, HtmlReport.text(kill.words()));
    }
}
