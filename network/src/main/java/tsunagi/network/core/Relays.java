package tsunagi.network.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tsunagi.chain.AddResult;
import tsunagi.chain.AddResult.LoggedBlock;
import tsunagi.chain.Extent;
import tsunagi.chain.Origin;

/// Which sessions are to be sent what of the blocks that joined the chain (4.1 to 4.3).
///
/// What was appended is relayed by the sessions' cursors. What was in the log before, on a branch
/// that is now returned to, lies behind the cursors: sessions that began after it was last relayed
/// have never been sent it.
final class Relays {
    private final OriginRuns origins;
    private final ReturnedRuns returned = new ReturnedRuns(NetworkLimits.MAX_RETURNED_RUNS);
    private final ReturnedBranches branches;

    /// @param logEnd      nothing before it is relayed
    /// @param backlogRuns that sessions may still have to be sent
    Relays(long logEnd, int backlogRuns) {
        this.branches = new ReturnedBranches(backlogRuns);
        this.origins = new OriginRuns(NetworkLimits.MAX_ORIGIN_RUNS, logEnd);
    }

    /// Whose blocks lie where in the log.
    OriginRuns origins() {
        return origins;
    }

    int returnedRuns() {
        return returned.size();
    }

    int backlogRuns() {
        return branches.size();
    }

    /// From this offset of the log on, blocks came from this origin.
    void append(long offset, Origin origin) {
        origins.append(offset, origin);
    }

    /// Blocks joined the chain.
    ///
    /// @param logEndBefore where the log ended before
    void relay(AddResult.Joined result, long logEndBefore, Collection<Session> sessions) {
        if (result instanceof AddResult.Switched rival) {
            rival.origins().forEach(run -> origins.append(run.offset(), run.origin()));
            List<ReturnedRuns.Returning> returning = new ArrayList<>();
            rival.returned().forEach(run -> returning.addAll(returned.relay(run, logEndBefore)));
            if (!returning.isEmpty()) relayAgain(returning, logEndBefore, sessions);
        } else {
            relay(result.joined(), logEndBefore, sessions);
        }
    }

    private void relay(List<LoggedBlock> joined, long logEndBefore, Collection<Session> sessions) {
        List<ReturnedRuns.Returning> returning = new ArrayList<>();
        Extent run = new Extent(0, 0);
        for (LoggedBlock block : joined) {
            if (block.offset() >= logEndBefore) {
                origins.append(block.offset(), block.origin());
                continue;
            }
            if (block.offset() != run.to()) {
                if (run.length() > 0) returning.addAll(returned.relay(run, logEndBefore));
                run = new Extent(block.offset(), block.offset());
            }
            run = new Extent(run.from(), block.offset() + block.length());
        }
        if (run.length() > 0) returning.addAll(returned.relay(run, logEndBefore));
        if (!returning.isEmpty()) relayAgain(returning, logEndBefore, sessions);
    }

    /// One list for all sessions; each takes from it what it has not been sent.
    private void relayAgain(List<ReturnedRuns.Returning> returning, long logEndBefore, Collection<Session> sessions) {
        long oldest = Long.MAX_VALUE;
        for (ReturnedRuns.Returning run : returning) oldest = Math.min(oldest, run.lastSentTo());
        ReturnedBranches.Branch branch = branches.add(returning, logEndBefore);
        for (Session session : sessions) {
            if (session.openedAt() > oldest) session.relayAgain(branch);
        }
    }
}
