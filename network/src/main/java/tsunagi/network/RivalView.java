package tsunagi.network;

/// A branch that this node fetches because it may become the chain, as it was at one moment.
///
/// @param from      the peer that sent the last of it
/// @param forkIndex height of the active block that it hangs on
/// @param height    of its highest block that is here
/// @param needed    the height at which it becomes the chain
/// @param announced the highest block that the peer has sent, which it may have
///     announced before it sent the rest
public record RivalView(PeerName from, long forkIndex, long height, long needed, long announced) {
    /// How many of its blocks are here.
    public long blocks() {
        return height - forkIndex;
    }

    /// How many blocks it has when it becomes the chain.
    public long blocksNeeded() {
        return needed - forkIndex;
    }
}
