package tsunagi.network;

/// Told of each newest block when it has been written to a peer, by the thread that
/// wrote it; should be quick.
@FunctionalInterface
public interface RelayListener {
    /// A block was written to a peer.
    ///
    /// @param height of the block
    /// @param nanos since it joined the chain here; for a block of this node's own the
    ///     wait for the disk is in it
    void relayed(long height, long nanos);
}
