package tsunagi.chain;

import java.util.List;
import tsunagi.protocol.Hash;

/// What is known off the active chain, as it was at one moment.
///
/// @param sideBlocks how many blocks hang together with the active chain
/// @param orphans    how many hang on a parent that is not known
/// @param highest    some of both, the highest first
public record OffChain(int sideBlocks, int orphans, List<Entry> highest) {
    /// One of them.
    ///
    /// @param orphan whether an ancestor of it is unknown
    public record Entry(long index, Hash hash, Hash prevHash, boolean orphan) {}
}
