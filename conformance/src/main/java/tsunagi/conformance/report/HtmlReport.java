package tsunagi.conformance.report;

import tsunagi.conformance.Summary;

/// One self-contained page.
final class HtmlReport {
    static String of(Summary summary) {
        return summary.proof();
    }

    private HtmlReport() {}
}
