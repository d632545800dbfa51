package tsunagi.simulation;

import java.time.Duration;
import java.util.List;
import tsunagi.protocol.Hash;

/// How a run ended.
public sealed interface Outcome {
    /// The run, whatever came of it.
    Scenario scenario();

    /// SHA-256 of its whole trace.
    Hash trace();

    /// Everything held.
    ///
    /// @param height  of the chain that all agree on
    /// @param settled virtual time from the last block until all had agreed
    record Held(Scenario scenario, Hash trace, Tally tally, long height, Duration settled) implements Outcome {}

    /// Something did not hold.
    ///
    /// @param invariant  what
    /// @param what       how it showed
    /// @param at         virtual nanoseconds
    /// @param lastEvents the end of the trace
    record Broken(Scenario scenario, Hash trace, String invariant, String what, long at, List<String> lastEvents)
            implements Outcome {}
}
