package tsunagi.conformance.report;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.play.WireLog;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.RuleBook;
import tsunagi.conformance.wire.Octets;

/// Prints all that is known about one failure.
final class FailureText {
    private static final int LAST_EVENTS = 30;
    private static final int BRIEF = 100;
    private static final int MESSAGE = 300;

    private final PrintStream out;
    private final RuleBook rules;
    private final Function<Scenario, String> again;
    private final Ink ink;

    /// @param again the command that plays a scenario once more
    FailureText(PrintStream out, RuleBook rules, Function<Scenario, String> again, Ink ink) {
        this.out = out;
        this.rules = rules;
        this.again = again;
        this.ink = ink;
    }

    void print(Judgement judgement) {
        Outcome outcome = judgement.outcome();
        Scenario scenario = outcome.scenario();
        out.printf(
                Locale.ROOT,
                "%n%s  %s (%s)%n  %s%n",
                ink.verdict(judgement.kind(), judgement.kind().words()),
                scenario.id(),
                scenario.level(),
                scenario.title());
        @Nullable String gone = gone(judgement);
        if (gone != null) lastWords(gone, outcome.words().getOrDefault(gone, ""));
        for (String rule : scenario.rules()) {
            out.printf(Locale.ROOT, "  %-4s %s%n", rule, rules.summary(rule).replace("\n", "\n       "));
        }
        out.println();
        transcript(scenario, Cause.line(outcome.verdict()), judgement.reason());
        judgement.fault().ifPresent(fault -> out.println("  at fault: " + Printable.line(fault.words())));
        if (outcome.verdict() instanceof Verdict.Failed failed) compared(failed.failure());
        if (judgement.known() != null) {
            out.println("  the list of what is known of the node has another message: "
                    + judgement.known().says());
        }
        wire(outcome.wire());
        for (Map.Entry<String, String> said : outcome.words().entrySet()) {
            if (!said.getKey().equals(gone)) lastWords(said.getKey(), said.getValue());
        }
        out.println();
        out.println("  again: " + Printable.line(again.apply(scenario)));
    }

    /// The node whose end is the reason of the failure; its words tell most, so they come first.
    private static @Nullable String gone(Judgement judgement) {
        return judgement.outcome().words().keySet().stream()
                .filter(node -> judgement.reason().startsWith(node + " is gone")
                        || judgement.reason().startsWith(node + " did not start"))
                .findFirst()
                .orElse(null);
    }

    private void lastWords(String node, String words) {
        if (words.isBlank()) return;
        out.println();
        out.println("  " + node + " printed last:");
        for (String line : LastWords.quoted(words)) out.println("    " + line);
        out.println();
    }

    private void transcript(Scenario scenario, int line, String message) {
        int first = scenario.steps().getFirst().line();
        for (int number = Math.min(first, line); number <= scenario.source().size(); number++) {
            String mark = number == line ? ink.red(">") : " ";
            out.printf(Locale.ROOT, "  %s %3d  %s%n", mark, number, Printable.line(scenario.line(number), BRIEF));
            if (number != line) continue;
            message.lines()
                    .limit(LAST_EVENTS)
                    .forEach(one -> out.println(ink.red("         ^ " + Printable.line(one, MESSAGE))));
        }
        out.println();
    }

    private void compared(Verdict.Failure failure) {
        List<Octets> expected = failure.expected();
        Octets actual = failure.actual();
        if (actual != null && expected.size() == 1) {
            Comparison comparison = Comparison.of(expected.getFirst(), actual);
            if (!comparison.note().isEmpty()) out.println(ink.red("  " + Printable.line(comparison.note())));
            out.println("  " + SideBySide.head());
            for (Comparison.Row row : comparison.rows()) {
                for (SideBySide.Line line : SideBySide.of(row)) {
                    out.println("  " + (line.differs() ? ink.red(line.text()) : line.text()));
                }
            }
        } else {
            for (Octets one : expected) out.println("  expected  " + Printable.line(one.toString()));
            out.println("  actual    " + (actual == null ? "(nothing)" : Printable.line(actual.toString())));
        }
        out.println();
    }

    private void wire(List<WireLog.Event> wire) {
        int from = Math.max(0, wire.size() - LAST_EVENTS);
        out.println(from > 0 ? "  wire (the last " + LAST_EVENTS + " of " + wire.size() + ")" : "  wire");
        for (WireLog.Event event : wire.subList(from, wire.size())) out.println("  " + EventText.of(event));
    }
}
