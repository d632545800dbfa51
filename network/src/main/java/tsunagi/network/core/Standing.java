package tsunagi.network.core;

/// How one address has behaved lately: a bucket of misbehaviour points that leaks, and a number
/// of log lines that it may still cause.
public final class Standing {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MINUTE = 60 * NANOS_PER_SECOND;

    private final String address;
    private final boolean exempt;
    private int connections;
    private int points;
    private long drainedAt;
    private long linesSince;
    private int lines;

    Standing(String address, boolean exempt, long now) {
        this.address = address;
        this.exempt = exempt;
        this.drainedAt = now;
        this.linesSince = now;
    }

    String address() {
        return address;
    }

    /// Whether it is never banned.
    boolean isExempt() {
        return exempt;
    }

    int connections() {
        return connections;
    }

    void connected() {
        connections++;
    }

    void disconnected() {
        connections--;
    }

    /// Adds what an offence weighs.
    ///
    /// @return whether that is too much
    boolean add(int offencePoints, long now) {
        drain(now);
        points = Math.min(points + offencePoints, 2 * NetworkLimits.TOLERATED_POINTS);
        return points > NetworkLimits.TOLERATED_POINTS;
    }

    /// The misbehaviour points that have not leaked away yet.
    int points(long now) {
        drain(now);
        return points;
    }

    private void drain(long now) {
        long seconds = (now - drainedAt) / NANOS_PER_SECOND;
        if (seconds <= 0) return;
        drainedAt += seconds * NANOS_PER_SECOND;
        points = (int) Math.max(0, points - seconds * NetworkLimits.POINTS_FORGIVEN_PER_SECOND);
    }

    /// The slate is clean: what it was guilty of is paid for.
    void forgive() {
        points = 0;
    }

    /// Whether there is nothing to remember of it.
    boolean isClean(long now) {
        drain(now);
        return connections == 0 && points == 0;
    }

    /// Takes one of the log lines that this address may cause in a minute.
    boolean takeLine(long now) {
        if (now - linesSince >= NANOS_PER_MINUTE) {
            linesSince = now;
            lines = 0;
        }
        if (lines >= NetworkLimits.LOG_LINES_PER_PEER_PER_MINUTE) return false;
        lines++;
        return true;
    }
}
