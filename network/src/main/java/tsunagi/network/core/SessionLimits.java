package tsunagi.network.core;

/// How much a core keeps for its sessions, all together. Smaller ones than the usual are for tests.
///
/// @param backlogRuns  runs of branches returned to that sessions may still have to be sent
/// @param answers chain requests that wait for their answer; one of each session is always kept
/// @param answersOfOne of these, those of one session
public record SessionLimits(int backlogRuns, int answers, int answersOfOne) {
    /// What nodes use.
    public static final SessionLimits USUAL = new SessionLimits(
            NetworkLimits.MAX_BACKLOG_RUNS, NetworkLimits.MAX_ANSWERS, NetworkLimits.MAX_PENDING_ANSWERS);
}
