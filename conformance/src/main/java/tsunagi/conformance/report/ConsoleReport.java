package tsunagi.conformance.report;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import tsunagi.conformance.play.Fault;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.verdict.ExpectedFailures;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.Judgement.Kind;
import tsunagi.conformance.verdict.RuleBook;
import tsunagi.conformance.verdict.Summary;

/// Tells people: one line for each scenario as it ends, everything about each failure, and the
/// proof last. On a terminal also how far the run is.
public final class ConsoleReport {
    private static final int MESSAGE = 300;

    private final PrintStream out;
    private final FailureText failureText;
    private final Ink ink;
    private final int scenarios;
    private int played;
    private int unexpected;

    /// Writes to a stream.
    ///
    /// @param again     the command that plays a scenario once more
    /// @param scenarios how many there will be in a round
    public ConsoleReport(PrintStream out, RuleBook rules, Function<Scenario, String> again, Ink ink, int scenarios) {
        this.out = out;
        this.failureText = new FailureText(out, rules, again, ink);
        this.ink = ink;
        this.scenarios = scenarios;
    }

    /// A round begins.
    public synchronized void begin() {
        played = 0;
        unexpected = 0;
    }

    /// One line. Called from any thread.
    public synchronized void played(Judgement judgement) {
        Outcome outcome = judgement.outcome();
        String reason = outcome.verdict() instanceof Verdict.Skipped ? ": " + judgement.reason() : "";
        out.printf(
                Locale.ROOT,
                "%s%-46s %-9s %5d ms  %s%s%n",
                ink.erasure(),
                outcome.scenario().id(),
                outcome.scenario().level(),
                outcome.took().toMillis(),
                ink.verdict(judgement.kind(), judgement.kind().words()),
                Printable.line(reason));
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

    /// All failures of a round: each cause once, in full for the first scenario that shows it.
    ///
    /// @param hasFirst whether the first check has found something
    public synchronized void details(Summary summary, boolean hasFirst) {
        List<Judgement> failures = summary.judgements().stream()
                .filter(one -> one.kind() == Kind.FAILED || one.kind() == Kind.INCONCLUSIVE)
                .toList();
        List<Cause> causes = Cause.of(failures);
        overview(causes, failures.size());
        for (Cause cause : causes) {
            failureText.print(cause.alike().getFirst());
            if (cause.alike().size() > 1) alike(cause);
        }
        boolean first = true;
        for (Judgement one : summary.judgements()) {
            boolean shown = switch (one.kind()) {
                case TOLERATED, EXPECTED_FAILURE, PARTNERS_FAULT, FLAKY, LISTED_FLAKY -> true;
                case FAILED, UNEXPECTED_PASS, INCONCLUSIVE, SKIPPED, LEFT_OUT, PASSED -> false;
            };
            if (!shown) continue;
            if (first) out.println();
            first = false;
            out.println(ink.verdict(one.kind(), one.kind().words()) + "  "
                    + one.outcome().scenario().id() + ": "
                    + Printable.line(one.fault().map(Fault::words).orElse(one.reason()), MESSAGE));
        }
        summary.judgements().stream()
                .filter(one -> one.kind() == Kind.UNEXPECTED_PASS)
                .flatMap(one -> Stream.ofNullable(one.known()))
                .distinct()
                .forEach(this::staleLine);
        String order = WorkOrder.of(failures, hasFirst);
        if (!order.isEmpty()) out.printf("%n%s%n", order);
    }

    private void overview(List<Cause> causes, int failures) {
        if (failures == causes.size()) return;
        out.printf(
                "%n%s scenarios fail or are inconclusive, for %s:%n",
                failures, causes.size() == 1 ? "one reason" : causes.size() + " reasons");
        for (Cause cause : causes) {
            int count = cause.alike().size();
            String place = cause.place().isEmpty() ? "" : " (at `" + cause.place() + "`)";
            String first =
                    count == 1 ? cause.ids().getFirst() : "first " + cause.ids().getFirst();
            out.printf("  %s: %s%s; %s%n", count, Printable.line(firstLine(cause.message()), MESSAGE), place, first);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private void alike(Cause cause) {
        out.printf(
                "%n  %s scenarios fail alike (%s). The others are:%n",
                cause.alike().size(), Printable.line(firstLine(cause.message()), MESSAGE));
        cause.ids().stream().skip(1).forEach(id -> out.println("    " + id));
    }

    private void staleLine(ExpectedFailures.Line line) {
        String passes = line.isGlob() ? "all scenarios of %s that have no line of their own pass" : "%s passes";
        out.printf(
                "%n" + passes + ", but the list of expected failures has it (%s): remove its line.%n",
                line.id(),
                line.reason());
    }

    /// All that is known of one failure.
    public synchronized void failure(Judgement judgement) {
        failureText.print(judgement);
    }

    /// The tally of one round of several.
    public synchronized void round(int number, int rounds, Summary summary) {
        out.printf("%nround %s of %s: %s%n", number, rounds, summary.tally().proof());
    }

    /// What was not always passed, what was skipped, and the proof as the last line.
    ///
    /// @param skips sentences about what was not played
    public synchronized void finished(Summary summary, List<String> skips) {
        out.println();
        if (summary.roundCount() > 1) unsteady(summary);
        skips.forEach(sentence -> out.println(Printable.line(sentence)));
        out.println(summary.tally().proof());
        out.flush();
    }

    private void unsteady(Summary summary) {
        for (Judgement one : summary.judgements()) {
            String id = one.outcome().scenario().id();
            long times = summary.rounds().getOrDefault(id, List.of()).stream()
                    .filter(round -> round.kind() == one.kind())
                    .count();
            if (one.kind() == Kind.PASSED || one.kind() == Kind.LEFT_OUT) continue;
            out.printf("%s: %s in %s of %s rounds%n", id, one.kind().words(), times, summary.roundCount());
        }
    }
}
