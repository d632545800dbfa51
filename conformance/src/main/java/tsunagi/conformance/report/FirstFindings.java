package tsunagi.conformance.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tsunagi.conformance.play.Allowance;
import tsunagi.conformance.play.Finding;
import tsunagi.conformance.play.FirstCheck;

/// Words what the first check has found, for the first screen.
public final class FirstFindings {
    /// The lines to print, or none where nothing was found.
    public static List<String> lines(FirstCheck.Looked looked) {
        if (looked.findings().isEmpty()) return List.of();
        List<String> lines = new ArrayList<>();
        lines.add("The first check found a fault that makes most scenarios fail. Begin with it:");
        for (Finding finding : looked.findings()) {
            lines.add(String.format(Locale.ROOT, "  %-4s %s", finding.rule(), finding.fault()));
            if (!finding.advice().isEmpty()) lines.add("       " + finding.advice());
        }
        for (Allowance allowance : looked.allowances()) {
            lines.add("       Scenarios about other rules set this aside, so that you see their other faults: "
                    + allowance.words() + ".");
        }
        lines.add("");
        return lines;
    }

    private FirstFindings() {}
}
