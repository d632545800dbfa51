package tsunagi.conformance.report;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.play.WireLog;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.RuleBook;
import tsunagi.conformance.verdict.Summary;
import tsunagi.conformance.wire.Octets;

/// Tells people: one line for each scenario as it ends, everything about each failure, and the proof last. On a
/// terminal also how far the run is.
public final class ConsoleReport {
    private static final int LAST_EVENTS = 30;
    private static final int BRIEF = 100;

    private final PrintStream out;
    private final RuleBook rules;
    private final @Nullable String target;
    private final Ink ink;
    private final int scenarios;
    private int played;
    private int unexpected;

    /// Writes to a stream.
    ///
    /// @param target    how the target was written, for the command that runs a scenario again; null for the default
    /// @param scenarios how many there will be
    public ConsoleReport(PrintStream out, RuleBook rules, @Nullable String target, Ink ink, int scenarios) {
        this.out = out;
        this.rules = rules;
        this.target = target;
        this.ink = ink;
        this.scenarios = scenarios;
    }

    /// One line. Called from any thread.
    public synchronized void played(Judgement judgement) {
        Outcome outcome = judgement.outcome();
        String reason = outcome.verdict() instanceof Verdict.Skipped skipped ? ": " + skipped.reason() : "";
        out.printf(
                Locale.ROOT,
                "%s%-46s %-9s %5d ms  %s%s%n",
                ink.erasure(),
                outcome.scenario().id(),
                outcome.scenario().level(),
                outcome.took().toMillis(),
                ink.verdict(judgement.kind(), judgement.kind().words()),
                reason);
        played++;
        if (judgement.isUnexpected()) unexpected++;
        progress();
    }

    private void progress() {
        if (ink == Ink.PLAIN || played == scenarios) return;
        out.print(ink.faint(played + " of " + scenarios + " played"));
        if (unexpected > 0) out.print(ink.red("  " + unexpected + " not as expected"));
        out.flush();
    }

    /// All failures, then the proof.
    public synchronized void finished(Summary summary) {
        for (Judgement judgement : summary.judgements()) {
            Outcome outcome = judgement.outcome();
            switch (outcome.verdict()) {
                case Verdict.Failed failed -> failed(judgement, outcome, failed.failure());
                case Verdict.Inconclusive inconclusive -> inconclusive(outcome, inconclusive);
                case Verdict.Passed ignored -> staleLine(judgement);
                case Verdict.Skipped ignored -> {}
            }
        }
        out.println();
        out.println(summary.proof());
    }

    private void staleLine(Judgement judgement) {
        if (judgement.known() == null) return;
        out.printf(
                "%n%s passes, and the list of expected failures says that it fails (%s): take the line out.%n",
                judgement.outcome().scenario().id(), judgement.known().reason());
    }

    private void failed(Judgement judgement, Outcome outcome, Verdict.Failure failure) {
        head(ink.verdict(judgement.kind(), judgement.kind().words()), outcome.scenario());
        transcript(outcome.scenario(), failure.line(), failure.message());
        compared(failure);
        if (judgement.known() != null && judgement.kind() != Judgement.Kind.EXPECTED_FAILURE) {
            out.println("  expected was another failure: " + judgement.known().says());
        }
        tail(outcome);
    }

    private void inconclusive(Outcome outcome, Verdict.Inconclusive inconclusive) {
        head(ink.verdict(Judgement.Kind.INCONCLUSIVE, "INCONCLUSIVE"), outcome.scenario());
        transcript(outcome.scenario(), inconclusive.line(), inconclusive.reason());
        tail(outcome);
    }

    private void head(String word, Scenario scenario) {
        out.printf("%n%s  %s (%s)%n  %s%n", word, scenario.id(), scenario.level(), scenario.title());
        for (String rule : scenario.rules()) out.printf("  %-4s %s%n", rule, rules.words(rule));
        out.println();
    }

    private void transcript(Scenario scenario, int line, String message) {
        int first = scenario.steps().getFirst().line();
        for (int number = Math.min(first, line); number <= scenario.source().size(); number++) {
            String mark = number == line ? ink.red(">") : " ";
            out.printf("  %s %3d  %s%n", mark, number, brief(scenario.line(number)));
            if (number == line) message.lines().forEach(one -> out.println(ink.red("         ^ " + one)));
        }
        out.println();
    }

    private void compared(Verdict.Failure failure) {
        List<Octets> expected = failure.expected();
        Octets actual = failure.actual();
        if (actual != null && expected.size() == 1) {
            out.printf("  %-13s %-68s %s%n", "", "expected", "actual");
            for (Comparison.Row row : Comparison.of(expected.getFirst(), actual).rows()) row(row);
        } else {
            for (Octets one : expected) out.println("  expected  " + one);
            out.println("  actual    " + (actual == null ? "(nothing)" : actual.toString()));
        }
        out.println();
    }

    private void row(Comparison.Row row) {
        String line =
                "%s %-13s %-68s %s".formatted(row.differs() ? ">" : " ", row.label(), row.expected(), row.actual());
        out.println(row.differs() ? ink.red(line) : line);
    }

    private void tail(Outcome outcome) {
        List<WireLog.Event> wire = outcome.wire();
        int from = Math.max(0, wire.size() - LAST_EVENTS);
        if (from > 0) out.printf("  wire (the last %d of %d)%n", LAST_EVENTS, wire.size());
        else out.println("  wire");
        for (WireLog.Event event : wire.subList(from, wire.size())) out.println("  " + line(event));
        outcome.words().forEach((node, words) -> {
            if (!words.isBlank()) out.printf("%n  %s said last:%n%s", node, indented(words));
        });
        out.printf("%n  again: tsunagi --conformance %s%s%n", outcome.scenario().id(), again());
    }

    private String again() {
        return target == null ? "" : " --target '" + target.replace("'", "'\\''") + "'";
    }

    static String line(WireLog.Event event) {
        String what = switch (event.kind()) {
            case EVENT -> event.text();
            case FENCE -> event.bytes() + " (the player's own)";
            case DATA -> event.text().isEmpty() ? event.bytes().brief(BRIEF) : event.text();
        };
        String ends = event.to().isEmpty() ? event.from() : event.from() + " → " + event.to();
        return String.format(Locale.ROOT, "%9.1f ms  %-14s %s", event.at().toNanos() / 1e6, ends, what);
    }

    private static String indented(String words) {
        StringBuilder out = new StringBuilder();
        List<String> lines = words.lines().toList();
        for (String line : lines.subList(Math.max(0, lines.size() - LAST_EVENTS), lines.size())) {
            out.append("    ").append(line).append('\n');
        }
        return out.toString();
    }

    private static String brief(String line) {
        return line.length() <= BRIEF ? line : line.substring(0, BRIEF) + "…";
    }
}
