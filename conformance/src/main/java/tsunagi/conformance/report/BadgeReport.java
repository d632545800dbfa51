package tsunagi.conformance.report;

import java.util.List;
import java.util.Locale;
import tsunagi.conformance.verdict.ExitStatus;
import tsunagi.conformance.verdict.Judgement.Kind;
import tsunagi.conformance.verdict.Tally;

/// Writes the JSON that badge services draw: the schema of shields.io, version 1.
final class BadgeReport {
    /// One badge, also for several implementations.
    static String of(List<Report> reports) {
        ExitStatus status = ExitStatus.worst(
                reports.stream().map(report -> report.tally().status()).toList());
        return new JsonText()
                .open('{')
                .member("schemaVersion")
                .value(1)
                .member("label")
                .value("tsunagi")
                .member("message")
                .value(message(reports))
                .member("color")
                .value(
                        status == ExitStatus.AS_EXPECTED
                                ? "brightgreen"
                                : status == ExitStatus.UNEXPECTED ? "red" : "yellow")
                .close('}')
                .text();
    }

    private static String message(List<Report> reports) {
        long passed = 0;
        long all = 0;
        for (Report report : reports) {
            Tally tally = report.tally();
            passed += tally.count(Kind.PASSED) + tally.count(Kind.FLAKY);
            all += tally.counted().size();
        }
        return String.format(Locale.ROOT, "%d of %d pass", passed, all);
    }

    private BadgeReport() {}
}
