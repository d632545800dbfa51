package tsunagi.chain;

/// How much is kept of branches that are not the active chain. Smaller ones than
/// the usual are for tests.
///
/// @param poolBytes   of heap for what arrived, frames and bookkeeping together
/// @param staleBlocks of abandoned branches that are still known
/// @param rivalBlocks of one branch that are kept in the pool; one that has
///     more is staged as a rival
public record BranchLimits(long poolBytes, int staleBlocks, int rivalBlocks) {
    /// What nodes use.
    public static final BranchLimits USUAL = new BranchLimits(
            ChainLimits.MAX_POOL_BYTES, ChainLimits.MAX_STALE_BLOCKS, ChainLimits.POOLED_BRANCH_BLOCKS);

    BlockPool pool() {
        return new BlockPool(poolBytes, staleBlocks);
    }
}
