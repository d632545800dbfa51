package tsunagi.chain;

import org.jspecify.annotations.Nullable;
import tsunagi.protocol.Hash;

/// A known block that is not on the active chain, as a node in the tree of them.
final class PooledBlock {
    /// Where a block's frame is.
    sealed interface Body permits InMemory, InLog {}

    record InMemory(ProvenBlock block) implements Body {}

    record InLog(long offset, int length) implements Body {}

    final long index;
    final Hash prevHash;
    final Hash hash;
    final Origin origin;
    final Body body;

    /// Whether its ancestors are known all the way down to the active chain.
    boolean linked;

    /// Counts consecutive blocks of its branch that came from peers, this one the last. Blocks that
    /// left the chain do not count. Valid while the block is linked; a later reorganisation does
    /// not change it.
    int arrivedInRow;

    private PooledBlock(long index, Hash prevHash, Hash hash, Origin origin, Body body) {
        this.index = index;
        this.prevHash = prevHash;
        this.hash = hash;
        this.origin = origin;
        this.body = body;
    }

    static PooledBlock arrived(ProvenBlock block, Origin origin, @Nullable InLog logged) {
        Body body = logged == null ? new InMemory(block) : logged;
        return new PooledBlock(block.index(), block.prevHash(), block.hash(), origin, body);
    }

    static PooledBlock departed(long index, Hash prevHash, ActiveIndex.Entry entry) {
        return new PooledBlock(index, prevHash, entry.hash(), Origin.LOCAL, new InLog(entry.offset(), entry.length()));
    }

    /// The same for the pool, which keeps it for longer than the bytes are
    /// there that it was read from.
    PooledBlock kept() {
        Body own = switch (body) {
            case InMemory memory -> new InMemory(memory.block().withOwnFrame());
            case InLog logged -> logged;
        };
        PooledBlock kept = new PooledBlock(index, prevHash, hash, origin, own);
        kept.linked = linked;
        kept.arrivedInRow = arrivedInRow;
        return kept;
    }

    /// Bytes of heap, of which the pool allows so many.
    int cost() {
        return ChainLimits.POOL_OVERHEAD_BYTES
                + switch (body) {
                    case InMemory memory -> memory.block().frameBytes();
                    case InLog log -> 0;
                };
    }
}
