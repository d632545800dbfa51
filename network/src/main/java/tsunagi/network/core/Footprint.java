package tsunagi.network.core;

/// How much of what is bounded a node holds at the moment.
///
/// @param sessions       open connections
/// @param originRuns     at most [NetworkLimits#MAX_ORIGIN_RUNS]
/// @param returnedRuns   at most [NetworkLimits#MAX_RETURNED_RUNS]
/// @param backlogRuns    at most [NetworkLimits#MAX_BACKLOG_RUNS]
/// @param answers        of all sessions; at most [NetworkLimits#MAX_ANSWERS], or one for each
///                       session if that is more
/// @param pendingAnswers of the session that waits for most; at most
///     [NetworkLimits#MAX_PENDING_ANSWERS]
public record Footprint(
        int sessions, int originRuns, int returnedRuns, int backlogRuns, int answers, int pendingAnswers) {}
