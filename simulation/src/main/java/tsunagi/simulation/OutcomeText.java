package tsunagi.simulation;

import tsunagi.simulation.time.Trace;

/// Outcomes in words: a line for what held, and for what did not, all that
/// is needed to see it again.
final class OutcomeText {
    private static final int HASH_DIGITS = 16;

    static String of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Held held -> held(held);
            case Outcome.Broken broken -> broken(broken);
        };
    }

    private static String held(Outcome.Held held) {
        Scenario scenario = held.scenario();
        Tally tally = held.tally();
        return "seed " + scenario.seed() + " held: " + scenario.nodes() + " nodes, " + scenario.hostile() + " hostile, "
                + scenario.turmoil().toSeconds() + " s of turmoil; " + tally.mined() + " blocks mined, "
                + tally.reorganisations() + " reorganisations, " + tally.crashes() + " crashes; all at "
                + held.height() + " after " + Trace.seconds(held.settled().toNanos()) + "; trace "
                + shortened(held) + "\n";
    }

    private static String broken(Outcome.Broken broken) {
        StringBuilder text = new StringBuilder();
        text.append("seed ").append(broken.scenario().seed()).append(" broke ").append(broken.invariant());
        text.append(" at ").append(Trace.seconds(broken.at())).append(" of virtual time\n  ");
        text.append(broken.what()).append("\nthe last events:\n");
        for (String event : broken.lastEvents()) text.append("  ").append(event).append('\n');
        text.append("trace ").append(shortened(broken)).append("\nplay it again with\n  ");
        return text.append(broken.scenario().command())
                .append(" --trace FILE\n")
                .toString();
    }

    private static String shortened(Outcome outcome) {
        return outcome.trace().toString().substring(0, HASH_DIGITS);
    }

    private OutcomeText() {}
}
