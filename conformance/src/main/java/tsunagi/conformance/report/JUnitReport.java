package tsunagi.conformance.report;

import java.util.List;
import java.util.Locale;
import tsunagi.conformance.play.Fault;
import tsunagi.conformance.play.FirstCheck;
import tsunagi.conformance.play.Outcome;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.play.WireLog;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.Rounds;
import tsunagi.conformance.verdict.Summary;

/// The XML that CI servers read. What is tolerated, expected or declared stands as skipped, with
/// its reason. A skip that no flag declares is an error. So a server counts exactly what makes the
/// exit status.
final class JUnitReport {
    static String of(Summary summary, FirstCheck.Looked looked) {
        double seconds = summary.judgements().stream()
                .mapToDouble(one -> one.outcome().took().toMillis() / 1000.0)
                .sum();
        long failures =
                summary.judgements().stream().filter(Judgement::isUnexpected).count();
        long errors = summary.count(Judgement.Kind.INCONCLUSIVE) + summary.count(Judgement.Kind.SKIPPED);
        long skipped = summary.count(Judgement.Kind.LEFT_OUT)
                + summary.count(Judgement.Kind.TOLERATED)
                + summary.count(Judgement.Kind.EXPECTED_FAILURE)
                + summary.count(Judgement.Kind.PARTNERS_FAULT);
        String counts = String.format(
                Locale.ROOT,
                "tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%.3f\"",
                summary.judgements().size(),
                failures,
                errors,
                skipped,
                seconds);
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<testsuites ").append(counts).append(">\n");
        out.append("<testsuite name=\"conformance\" ").append(counts).append(">\n");
        for (Judgement judgement : summary.judgements()) testcase(out, judgement, summary);
        List<String> first = FirstFindings.lines(looked);
        if (!first.isEmpty()) {
            out.append("<system-out>").append(escaped(String.join("\n", first))).append("</system-out>\n");
        }
        return out.append("</testsuite>\n</testsuites>\n").toString();
    }

    private static void testcase(StringBuilder out, Judgement judgement, Summary summary) {
        Outcome outcome = judgement.outcome();
        String id = outcome.scenario().id();
        int slash = id.lastIndexOf('/');
        out.append(String.format(
                Locale.ROOT,
                "<testcase classname=\"conformance.%s\" name=\"%s\" time=\"%.3f\">",
                escaped(slash < 0 ? "all" : id.substring(0, slash).replace('/', '.')),
                escaped(id.substring(slash + 1)),
                outcome.took().toMillis() / 1000.0));
        result(out, judgement, outcome);
        rounds(out, summary.rounds().getOrDefault(id, List.of()));
        out.append("</testcase>\n");
    }

    /// Of several rounds the case itself shows the worst.
    private static void rounds(StringBuilder out, List<Rounds.Round> rounds) {
        if (rounds.size() < 2) return;
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < rounds.size(); i++) {
            Rounds.Round round = rounds.get(i);
            lines.append("round %s: %s %s"
                            .formatted(i + 1, round.kind().words(), round.reason())
                            .strip())
                    .append('\n');
        }
        out.append("<system-out>").append(escaped(lines.toString())).append("</system-out>");
    }

    private static void result(StringBuilder out, Judgement judgement, Outcome outcome) {
        switch (judgement.kind()) {
            case PASSED, FLAKY -> {}
            case FAILED -> element(out, "failure", message(outcome), details(outcome));
            case UNEXPECTED_PASS -> element(out, "failure", "it passes, and is listed as a failure", "");
            case INCONCLUSIVE -> element(out, "error", message(outcome), details(outcome));
            case SKIPPED -> element(out, "error", "not played, and no flag declares that: " + message(outcome), "");
            case LEFT_OUT -> element(out, "skipped", message(outcome), "");
            case TOLERATED -> element(out, "skipped", "below the level asked for: " + message(outcome), "");
            case EXPECTED_FAILURE -> element(out, "skipped", "expected failure: " + message(outcome), "");
            case PARTNERS_FAULT -> {
                String whose = judgement.fault().map(Fault::words).orElse("");
                element(out, "skipped", "not the target's fault: " + whose + "; " + message(outcome), "");
            }
        }
    }

    private static String message(Outcome outcome) {
        return switch (outcome.verdict()) {
            case Verdict.Passed ignored -> "";
            case Verdict.Failed failed ->
                "line %s: %s"
                        .formatted(failed.failure().line(), failed.failure().message());
            case Verdict.Inconclusive inconclusive -> inconclusive.reason();
            case Verdict.Skipped skipped -> skipped.reason();
        };
    }

    private static String details(Outcome outcome) {
        StringBuilder out = new StringBuilder(outcome.scenario().title()).append('\n');
        if (outcome.verdict() instanceof Verdict.Failed failed) {
            out.append("line: ")
                    .append(outcome.scenario().line(failed.failure().line()))
                    .append('\n');
            failed.failure()
                    .expected()
                    .forEach(one -> out.append("expected: ").append(one).append('\n'));
            if (failed.failure().actual() != null) {
                out.append("actual:   ").append(failed.failure().actual()).append('\n');
            }
        }
        for (WireLog.Event event : outcome.wire())
            out.append(FailureText.line(event)).append('\n');
        outcome.words().forEach((node, words) -> {
            for (String line : LastWords.of(words)) {
                out.append(node).append(" said: ").append(line).append('\n');
            }
        });
        return out.toString();
    }

    private static void element(StringBuilder out, String name, String message, String text) {
        out.append("<%s message=\"%s\">%s</%s>".formatted(name, escaped(message), escaped(text), name));
    }

    /// XML 1.0 has no way to write most control characters, so they become spaces.
    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append("&#10;");
                default -> out.appendCodePoint(c < 0x20 || c == 0xfffe || c == 0xffff ? ' ' : c);
            }
        });
        return out.toString();
    }

    private JUnitReport() {}
}
