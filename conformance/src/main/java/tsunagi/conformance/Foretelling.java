package tsunagi.conformance;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.report.Listing;
import tsunagi.conformance.report.Printable;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.verdict.ExitStatus;
import tsunagi.conformance.verdict.Skips;

/// Prints which scenarios there are, and what a run would play. Starts nothing.
record Foretelling(PrintStream out) {
    /// Prints ids, levels and titles.
    ExitStatus list(List<Scenario> scenarios) {
        for (Scenario scenario : scenarios) row(scenario, scenario.title());
        return ExitStatus.AS_EXPECTED;
    }

    /// Prints what a run would play, and what it would skip and why.
    ///
    /// @return that of the run, if it would play nothing
    ExitStatus play(List<Plan> plans) {
        int inAll = 0;
        for (Plan plan : plans) {
            int played = 0;
            if (plans.size() > 1) heading(plan.implementation(), out);
            for (Mixing.Part part : plan.parts()) {
                Optional<String> lack = lack(plan, part);
                if (lack.isEmpty()) played++;
                row(
                        part.scenario(),
                        lack.map(reason -> "skipped: " + Printable.line(reason)).orElse("played"));
            }
            int all = plan.parts().size();
            out.printf(Locale.ROOT, "%n%d of %d scenarios would be played, %d skipped%n", played, all, all - played);
            inAll += played;
        }
        if (inAll > 0) return ExitStatus.AS_EXPECTED;
        out.println("No scenario would be played, so the run would show nothing and end with "
                + ExitStatus.INCONCLUSIVE.code() + ".");
        return ExitStatus.INCONCLUSIVE;
    }

    /// What each implementation would play, for scripts.
    static List<Listing> listings(List<Plan> plans) {
        return plans.stream()
                .map(plan -> new Listing(
                        plan.implementation().name(),
                        plan.implementation().said(),
                        plan.parts().stream()
                                .map(part -> new Listing.Entry(part.scenario(), lack(plan, part)))
                                .toList()))
                .toList();
    }

    private static Optional<String> lack(Plan plan, Mixing.Part part) {
        Scenario scenario = part.scenario();
        if (plan.terms().leavesOut(scenario)) {
            return Optional.of(Skips.reason(scenario.needs(), plan.terms().without()));
        }
        return Player.lack(scenario, part.target()).map(Verdict.Skipped::reason);
    }

    private void row(Scenario scenario, String words) {
        out.printf(Locale.ROOT, "%-46s %-9s %s%n", scenario.id(), scenario.level(), words);
    }

    /// Prints which of several implementations comes next.
    static void heading(Implementation one, PrintStream out) {
        out.printf(Locale.ROOT, "%n== %s%n", one.name());
    }
}
