package tsunagi.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import tsunagi.conformance.verdict.ExitStatus;
import tsunagi.conformance.verdict.Judgement.Kind;
import tsunagi.conformance.verdict.Tally;

/// Marks failures in a GitHub workflow, and writes the summary of its step.
public final class GitHub {
    /// GitHub shows ten annotations of a step.
    private static final int MOST_MARKS = 10;

    private static final int MOST_ROWS = 100;
    private static final int LONGEST = 300;

    private final Map<String, String> environment;
    private final PrintStream out;
    private boolean hasError;

    /// @param environment of this process: outside of GitHub nothing is written
    /// @param out where GitHub reads marks
    public GitHub(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    private boolean isHere() {
        return environment.getOrDefault("GITHUB_ACTIONS", "").equals("true");
    }

    /// Marks a run that is not green, unless one of its failures is marked as an error: a red job
    /// without a mark shows no reason outside its log.
    public void ended(ExitStatus status) {
        if (!isHere() || hasError || status == ExitStatus.AS_EXPECTED) return;
        out.printf(
                "::error title=Tsunagi conformance::the kit ended with %s: %s; its log has more%n",
                status.code(), status.words());
        out.flush();
    }

    /// Writes both, if this runs in a workflow.
    ///
    /// @return a sentence if the summary could not be written
    public List<String> write(List<Report> reports) {
        if (!isHere()) return List.of();
        marks(reports);
        String file = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (file.isEmpty()) return List.of();
        try {
            Files.writeString(
                    Path.of(file), summary(reports), UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return List.of();
        } catch (IOException e) {
            return List.of("GITHUB_STEP_SUMMARY: %s cannot be written (%s)".formatted(file, e.getMessage()));
        }
    }

    private void marks(List<Report> reports) {
        int marked = 0;
        for (Report report : reports) {
            for (Report.Case one : report.cases()) {
                boolean open = one.kind() == Kind.INCONCLUSIVE || one.kind() == Kind.SKIPPED;
                if (marked == MOST_MARKS || !(open || one.kind().isUnexpected())) continue;
                marked++;
                hasError |= !open;
                out.printf(
                        "::%s title=%s::%s%n",
                        open ? "warning" : "error", property(who(report) + one.id()), message(message(one)));
            }
        }
        out.flush();
    }

    private static String who(Report report) {
        return report.run().isNamed() ? report.run().name() + ": " : "";
    }

    private static String message(Report.Case one) {
        return switch (one.kind()) {
            case UNEXPECTED_PASS -> "it passes, and is listed as a failure";
            case SKIPPED -> "not played, and no flag declares that: " + one.reason();
            default -> one.line() > 0 ? "line %s: %s".formatted(one.line(), one.reason()) : one.reason();
        };
    }

    /// What the workflow commands of GitHub escape in a message.
    private static String message(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return message(text).replace(":", "%3A").replace(",", "%2C");
    }

    private static String summary(List<Report> reports) {
        StringBuilder text = new StringBuilder();
        for (Report report : reports) {
            Tally tally = report.tally();
            ExitStatus status = tally.status();
            String name = report.run().isNamed() ? " of " + report.run().name() : "";
            text.append(
                    status == ExitStatus.AS_EXPECTED
                            ? "### Tsunagi conformance%s: all as expected\n\n".formatted(name)
                            : "### Tsunagi conformance%s: status %s\n\n".formatted(name, status.code()));
            text.append(cell(tally.proof())).append("\n\n");
            rows(report, text);
        }
        return text.toString();
    }

    private static void rows(Report report, StringBuilder text) {
        List<Report.Case> open = report.cases().stream()
                .filter(one ->
                        one.kind().isUnexpected() || one.kind() == Kind.INCONCLUSIVE || one.kind() == Kind.SKIPPED)
                .toList();
        if (open.isEmpty()) return;
        text.append("| scenario | what happened |\n| --- | --- |\n");
        for (Report.Case one : open.subList(0, Math.min(open.size(), MOST_ROWS))) {
            text.append("| %s | %s |\n".formatted(cell(one.id()), cell(message(one))));
        }
        if (open.size() > MOST_ROWS) text.append("\n%s more\n".formatted(open.size() - MOST_ROWS));
        text.append('\n');
    }

    /// Text of a node under test, which may hold what Markdown or HTML gives a meaning.
    private static String cell(String text) {
        String line = Printable.line(text, LONGEST);
        StringBuilder cell = new StringBuilder();
        line.codePoints().forEach(c -> {
            if ("\\`*_{}[]<>|#~&!".indexOf(c) >= 0) cell.append("&#").append(c).append(';');
            else cell.appendCodePoint(c);
        });
        return cell.toString();
    }
}
