package tsunagi.app.activity;

import java.time.Instant;

/// An event for the readers of a node's stream.
public sealed interface Happening {
    /// The active chain changed.
    ///
    /// @param joined how many blocks joined
    /// @param from   the peer that the last of them came from, or `mined`
    record ChainGrew(long height, String tip, long joined, String from) implements Happening {}

    /// The active chain changed to another branch.
    record Reorganised(Instant at, long forkHeight, long departed, long joined, long height, String tip)
            implements Happening {}

    /// A peer came or went.
    ///
    /// @param state `connected` or why it went
    record PeerChanged(long connection, String address, String direction, boolean connected, String state)
            implements Happening {}

    /// An address was banned, or is free again.
    record BansChanged(String address, boolean banned) implements Happening {}

    /// A block was kept that is not on the active chain.
    ///
    /// @param kind `side` or `orphan`
    record KeptAside(String kind, long height, String from) implements Happening {}

    /// A branch that is fetched because it may become the chain began, grew, or ended.
    ///
    /// @param phase      `began`, `grows`, `taken` or `left`
    /// @param from       the peer that sent the last of it
    /// @param forkHeight height of the active block that it hangs on
    /// @param blocks     of it that are here
    /// @param needed     blocks with which it becomes the chain
    record RivalChanged(String phase, String from, long forkHeight, long blocks, long needed) implements Happening {}

    /// This many events found no place and are not sent: a reader must read the state again.
    record Missed(long count) implements Happening {}

    /// The state of mining.
    ///
    /// @param hashes       tried for the last block that was found here
    /// @param hashesPerSecond how fast
    record Mining(boolean running, long height, long hashes, double hashesPerSecond) implements Happening {}
}
