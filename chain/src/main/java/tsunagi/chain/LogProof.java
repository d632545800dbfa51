package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import tsunagi.protocol.Hash;

/// Proves, while the node runs already, what its start believed because of a checkpoint: reads the
/// log up to there and compares each block of it with the index.
///
/// It finds bits that turned over in the log or the index, and a checkpoint that is untrue though
/// its checksums are right. Either removes the checkpoint and is an IOException.
public final class LogProof {
    /// Compares blocks under the lock of the chain, by a call of [LogProof#compare], and pauses
    /// without it.
    @FunctionalInterface
    public interface Turn {
        /// Takes blocks that lie in the log one after another.
        ///
        /// @param offset of the first one's frame
        void take(ProvenRun blocks, long offset) throws IOException;
    }

    private final BlockRules rules;
    private final BlockLog log;
    private final ActiveChain active;
    private final Checkpoints checkpoints;
    private final long end;
    private final long believedHeight;
    private long proven;

    private LogProof(BlockRules rules, BlockLog log, ActiveChain active, Checkpoints checkpoints, long height) {
        this.rules = rules;
        this.log = log;
        this.active = active;
        this.checkpoints = checkpoints;
        this.end = checkpoints.believedLogEnd();
        this.believedHeight = height;
    }

    /// What is to be proven; nothing if nothing was believed.
    static Optional<LogProof> of(BlockRules rules, BlockLog log, ActiveChain active, Checkpoints checkpoints) {
        long height = active.believedHeight();
        if (height == 0) return Optional.empty();
        return Optional.of(new LogProof(rules, log, active, checkpoints, height));
    }

    /// Reads the log, which takes as long as the turns pause.
    ///
    /// @throws IOException if a turn throws it, or something is not as it was believed
    public void run(Turn turn) throws IOException {
        Replay.Places places = (blocks, offset) -> {
            ProvenRun run = ProvenRun.at(blocks);
            turn.take(run, offset);
            return run.size();
        };
        new Replay(places, rules).read(log::read, 0, end);
    }

    /// Compares blocks of the log with the index. Under the lock of the chain.
    ///
    /// @param offset of the first one's frame
    public void compare(ProvenRun blocks, long offset) throws IOException {
        long height = active.believedHeight();
        long first = blocks.index(0);
        if (first > height) return;
        int count = (int) Math.min(blocks.size(), height - first + 1);
        ByteBuffer entries = active.entries(first, count);
        Hash parent = active.hashAt(first - 1);
        for (int at = 0; at < count; at++) {
            ActiveIndex.Entry entry = ActiveIndex.entryAt(entries, at);
            if (entry.offset() == offset + blocks.frameOffset(at)) {
                boolean isSame = entry.hash().equals(blocks.hash(at))
                        && entry.length() == blocks.frameBytes(at)
                        && parent.equals(blocks.parent(at));
                if (!isSame) throw untrue(first + at);
                proven++;
            }
            parent = entry.hash();
        }
    }

    /// Whether each block that was believed was found. Under the lock of the
    /// chain, when [#run] has ended.
    public void conclude() throws IOException {
        boolean isUnchanged = active.believedHeight() == believedHeight;
        if (isUnchanged && proven < believedHeight) throw untrue(believedHeight);
    }

    private IOException untrue(long height) {
        return checkpoints.refute("the index names another block at height " + height
                + " than the log holds; a start that reads the whole log makes it again");
    }
}
