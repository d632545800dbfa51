package tsunagi.network.core;

/// How many chain requests of one peer are answered: as many at once as
/// [NetworkLimits#CHAIN_REQUESTS_AT_ONCE], and then [NetworkLimits#CHAIN_REQUESTS_PER_MINUTE].
/// Those beyond it are not refused (2.2) but wait for their turn.
final class RequestPace {
    private static final long NANOS_PER_REQUEST = 60_000_000_000L / NetworkLimits.CHAIN_REQUESTS_PER_MINUTE;

    private int credit = NetworkLimits.CHAIN_REQUESTS_AT_ONCE;
    private long creditedAt;
    private boolean begun;

    /// Time has passed.
    void at(long now) {
        if (!begun) {
            begun = true;
            creditedAt = now;
        }
        long earned = (now - creditedAt) / NANOS_PER_REQUEST;
        if (earned <= 0) return;
        creditedAt += earned * NANOS_PER_REQUEST;
        credit = (int) Math.min(NetworkLimits.CHAIN_REQUESTS_AT_ONCE, credit + earned);
    }

    /// The peer asks.
    ///
    /// @return whether it may be answered without waiting
    boolean requested() {
        credit = Math.max(-NetworkLimits.MAX_PENDING_ANSWERS, credit - 1);
        return credit >= 0;
    }

    /// Whether the next of so many answers may begin: those behind it are what the debt is for.
    boolean mayAnswer(int pending) {
        return credit + pending > 0;
    }
}
