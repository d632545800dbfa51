package tsunagi.network.core;

/// How much of what is bounded a node holds at the moment.
///
/// @param sessions       open connections
/// @param originRuns     at most [NetworkLimits#MAX_ORIGIN_RUNS]
/// @param returnedBlocks at most [NetworkLimits#MAX_RETURNED_BLOCKS]
/// @param pendingAnswers of the session that waits for most; at most [NetworkLimits#MAX_PENDING_ANSWERS]
public record Footprint(int sessions, int originRuns, int returnedBlocks, int pendingAnswers) {}
