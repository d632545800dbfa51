package tsunagi.app;

/// So many lines in each stretch of time, so that strangers cannot fill a disk with log lines.
///
/// Used under its owner's lock.
final class LogBudget {
    private final int linesPerPeriod;
    private final long periodNanos;
    private long periodStart;
    private int spent;
    private long withheld;

    LogBudget(int linesPerPeriod, long periodNanos, long now) {
        this.linesPerPeriod = linesPerPeriod;
        this.periodNanos = periodNanos;
        this.periodStart = now;
    }

    /// Whether a line may be written now; if not, it counts as withheld.
    boolean allows(long now) {
        return allows(now, 1);
    }

    /// The same for a line about several things at once.
    ///
    /// @param things that count as withheld if the line is
    boolean allows(long now, int things) {
        if (now - periodStart >= periodNanos) {
            periodStart = now;
            spent = 0;
        }
        if (spent < linesPerPeriod) {
            spent++;
            return true;
        }
        withheld += things;
        return false;
    }

    /// How many lines, or things, were withheld since this was last asked.
    long takeWithheld() {
        long count = withheld;
        withheld = 0;
        return count;
    }
}
