package tsunagi.conformance;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.report.Listing;
import tsunagi.conformance.report.Printable;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.verdict.ExitStatus;
import tsunagi.conformance.verdict.Judgement;
import tsunagi.conformance.verdict.Skips;

/// Prints which scenarios there are, and what a run would play. Starts nothing.
record Foretelling(PrintStream out) {
    /// Prints ids, levels and titles.
    ExitStatus list(List<Plan> plans) {
        for (Plan plan : plans) {
            if (plan.implementation().isNamed()) heading(plan.implementation(), out);
            for (Scenario scenario : plan.scenarios()) row(scenario, scenario.title());
        }
        return ExitStatus.AS_EXPECTED;
    }

    /// Prints what a run would play, and what it would skip and why.
    ///
    /// @return that of the run, if it would play nothing or skip what no flag declares
    ExitStatus play(List<Plan> plans) {
        int inAll = 0;
        List<ExitStatus> statuses = new ArrayList<>();
        for (Plan plan : plans) {
            if (plan.implementation().isNamed()) heading(plan.implementation(), out);
            List<Judgement> skipped = new ArrayList<>();
            for (Mixing.Part part : plan.parts()) {
                Optional<Verdict.Skipped> lack = lack(plan, part);
                lack.ifPresent(
                        verdict -> skipped.add(Judgement.of(Suite.unplayed(part.scenario(), verdict), plan.terms())));
                row(
                        part.scenario(),
                        lack.map(verdict -> "skipped: " + Printable.line(verdict.reason()))
                                .orElse("played"));
            }
            int all = plan.parts().size();
            int played = all - skipped.size();
            out.printf(Locale.ROOT, "%n%d of %d scenarios would be played, %d skipped%n", played, all, skipped.size());
            List<String> undeclared =
                    Skips.undeclared(skipped, plan.implementation().target().offers());
            undeclared.forEach(sentence -> out.println(Printable.line(sentence)));
            statuses.add(undeclared.isEmpty() ? ExitStatus.AS_EXPECTED : ExitStatus.INCONCLUSIVE);
            inAll += played;
        }
        if (inAll > 0) return ExitStatus.worst(statuses);
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
                                .map(part -> new Listing.Entry(
                                        part.scenario(), lack(plan, part).map(Verdict.Skipped::reason)))
                                .toList()))
                .toList();
    }

    private static Optional<Verdict.Skipped> lack(Plan plan, Mixing.Part part) {
        Scenario scenario = part.scenario();
        if (plan.terms().leavesOut(scenario)) {
            return Optional.of(Skips.declared(scenario.needs(), plan.terms().without()));
        }
        return Player.lack(scenario, part.target()).or(() -> plan.partnersLack(part));
    }

    private void row(Scenario scenario, String words) {
        out.printf(Locale.ROOT, "%-46s %-9s %s%n", scenario.id(), scenario.level(), words);
    }

    /// Prints which of several implementations comes next.
    static void heading(Implementation one, PrintStream out) {
        out.printf(Locale.ROOT, "%n== %s%n", one.name());
    }
}
