package tsunagi.chain;

import java.util.AbstractList;
import java.util.RandomAccess;
import tsunagi.chain.AddResult.LoggedBlock;

/// The blocks of a run that joined the active chain, and where they lie. Most are
/// never asked for one by one.
final class LoggedRun extends AbstractList<LoggedBlock> implements RandomAccess {
    private final ProvenRun run;
    private final long offset;
    private final Origin origin;

    /// @param offset where in the log the first frame lies
    LoggedRun(ProvenRun run, long offset, Origin origin) {
        this.run = run;
        this.offset = offset;
        this.origin = origin;
    }

    @Override
    public int size() {
        return run.size();
    }

    @Override
    public LoggedBlock get(int at) {
        return new LoggedBlock(run.index(at), run.hash(at), offset + run.frameOffset(at), run.frameBytes(at), origin);
    }
}
