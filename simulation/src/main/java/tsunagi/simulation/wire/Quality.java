package tsunagi.simulation.wire;

/// What a connection is like.
///
/// @param latencyNanos from one end to the other
/// @param nanosPerByte what each byte takes on top: 800 is 10 Mbit/s
/// @param windowBytes  written and not yet read by the other end, at the most
/// @param splits       whether what is written together may arrive in pieces (1.4)
public record Quality(long latencyNanos, long nanosPerByte, int windowBytes, boolean splits) {}
