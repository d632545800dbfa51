package tsunagi.conformance.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tsunagi.conformance.play.FirstCheck;

/// Prints the findings of the first check, for the first screen.
public final class FirstFindings {
    /// The lines to print, or none where nothing was found.
    public static List<String> lines(FirstCheck.Looked looked) {
        return lines(Reporting.findings(looked), Reporting.setAside(looked));
    }

    /// The lines of a report.
    static List<String> lines(Report report) {
        return lines(report.firstCheck(), report.setAside());
    }

    private static List<String> lines(List<Report.First> findings, List<String> setAside) {
        if (findings.isEmpty()) return List.of();
        List<String> lines = new ArrayList<>();
        lines.add("The first check found a fault that makes most scenarios fail. Begin with it:");
        for (Report.First finding : findings) {
            lines.add(String.format(Locale.ROOT, "  %-4s %s", finding.rule(), finding.fault()));
            if (!finding.advice().isEmpty()) lines.add("       " + finding.advice());
        }
        for (String words : setAside) {
            lines.add("       Scenarios about other rules set this aside, so that you see their other faults: " + words
                    + ".");
        }
        lines.add("");
        return lines;
    }

    private FirstFindings() {}
}
