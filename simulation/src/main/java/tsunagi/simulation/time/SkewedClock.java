package tsunagi.simulation.time;

/// One machine's idea of the time.
///
/// @param offsetNanos     what its monotonic clock shows at the beginning
/// @param partsPerMillion how much faster than virtual time it runs
public record SkewedClock(long offsetNanos, int partsPerMillion) {
    private static final long MILLION = 1_000_000;

    /// A clock that is right.
    public static final SkewedClock TRUE = new SkewedClock(0, 0);

    /// What the clock shows.
    ///
    /// @param virtual nanoseconds since the beginning
    public long at(long virtual) {
        return offsetNanos + virtual + virtual / MILLION * partsPerMillion;
    }

    /// How long it really takes until this clock has moved so far.
    public long span(long nanos) {
        return nanos * MILLION / (MILLION + partsPerMillion);
    }
}
