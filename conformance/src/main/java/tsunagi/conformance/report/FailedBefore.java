package tsunagi.conformance.report;

import java.util.List;
import java.util.Set;
import tsunagi.conformance.verdict.Judgement.Kind;

/// Reads what was not as expected out of a report that [JsonReport] wrote.
public final class FailedBefore {
    /// What a text turned out to be.
    public sealed interface Result permits Ids, NoReport {}

    /// The scenarios that make a run red or leave it open, in their order.
    public record Ids(List<String> ids) implements Result {
        public Ids {
            ids = List.copyOf(ids);
        }
    }

    public record NoReport(String reason) implements Result {}

    private static final Set<Kind> PLAYED_AGAIN = Set.of(Kind.FAILED, Kind.UNEXPECTED_PASS, Kind.INCONCLUSIVE);

    public static Result of(String text) {
        return switch (ReportReader.of(text)) {
            case ReportReader.NoReport no -> new NoReport(no.reason());
            case ReportReader.Reports reports ->
                new Ids(reports.reports().stream()
                        .flatMap(report -> report.cases().stream())
                        .filter(one -> PLAYED_AGAIN.contains(one.kind()))
                        .map(Report.Case::id)
                        .distinct()
                        .toList());
        };
    }

    private FailedBefore() {}
}
