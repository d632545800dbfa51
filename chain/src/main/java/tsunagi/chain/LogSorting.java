package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Copies a log to three places: blocks that are on a branch of its chain, other blocks, and what
/// is no block. What was in the log before what else stays so.
final class LogSorting implements Replay.Places {
    private static final int COPY_BYTES = 256 * 1024;

    private final Chain chain;
    private final ByteStore branches;
    private final ByteStore others;
    private final ByteStore damage;
    private long branchBlocks;
    private long otherBlocks;
    private long sortedEnd;

    /// @param chain that the log leads to
    LogSorting(Chain chain, ByteStore branches, ByteStore others, ByteStore damage) {
        this.chain = chain;
        this.branches = branches;
        this.others = others;
        this.damage = damage;
    }

    /// Copies all of it.
    void run() throws IOException {
        LogContents found = new Replay(this, chain.rules()).read(chain.log());
        copyDamage(found.bytes());
    }

    long branchBlocks() {
        return branchBlocks;
    }

    long otherBlocks() {
        return otherBlocks;
    }

    @Override
    public int take(List<ProvenBlock> blocks, long offset) throws IOException {
        copyDamage(offset);
        ProvenRun run = ProvenRun.at(blocks);
        boolean kept = isKept(run, 0, offset);
        int count = 1;
        while (count < run.size() && isKept(run, count, offset) == kept) count++;
        ProvenRun alike = run.subList(0, count);
        if (kept) branchBlocks += count;
        else otherBlocks += count;
        (kept ? branches : others).append(alike.frames());
        sortedEnd = offset + alike.bytes();
        return count;
    }

    private boolean isKept(ProvenRun run, int at, long offset) throws IOException {
        return chain.keeps(run.index(at), run.hash(at), offset + run.frameOffset(at));
    }

    /// What lies between two blocks is none.
    private void copyDamage(long end) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(COPY_BYTES, end - sortedEnd));
        for (long at = sortedEnd; at < end; at += piece.limit()) {
            chain.log().read(at, piece.clear().limit((int) Math.min(COPY_BYTES, end - at)));
            damage.append(piece.flip());
        }
    }
}
