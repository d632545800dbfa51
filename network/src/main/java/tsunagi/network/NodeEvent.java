package tsunagi.network;

import tsunagi.chain.AddResult;
import tsunagi.chain.Tip;
import tsunagi.network.core.Ban;
import tsunagi.network.core.CloseReason;
import tsunagi.protocol.Refusal;

/// What happened at a node, for logs and displays. Told by the thread that it happened on,
/// outside of every lock; a listener should be quick.
public sealed interface NodeEvent {
    /// The node accepts connections at this port.
    record Listening(int port) implements NodeEvent {}

    record PeerConnected(PeerName peer) implements NodeEvent {}

    record PeerDisconnected(PeerName peer, CloseReason reason) implements NodeEvent {}

    /// An inbound connection was closed at once, for there are too many.
    record PeerTurnedAway(String address, int limit) implements NodeEvent {}

    /// An inbound connection was closed at once, because its address has its share.
    record ShareTaken(String address, int share) implements NodeEvent {}

    /// An address is not let in for a while, and its connections are closed.
    record PeerBanned(Ban ban) implements NodeEvent {}

    /// The node could not accept a connection; it goes on trying.
    record AcceptFailed(String why) implements NodeEvent {}

    /// An outbound attempt failed; the next follows.
    ///
    /// @param attempt 1 for the first since the last success
    record DialFailed(PeerAddress peer, long attempt, String why) implements NodeEvent {}

    /// A peer's block changed the active chain.
    record BlockJoined(PeerName from, AddResult.Joined result, Tip tip) implements NodeEvent {}

    /// A peer's block was kept off the active chain, or could not be.
    record BlockNotJoined(PeerName from, long index, AddResult result) implements NodeEvent {}

    /// A branch that is too long to be kept in memory, and is not the longest yet. While it grows,
    /// this event comes every few seconds, however many blocks come.
    record Rival(RivalView rival, RivalPhase phase) implements NodeEvent {}

    /// What became of such a branch.
    enum RivalPhase {
        BEGAN,
        GROWS,
        /// It is the chain now.
        TAKEN,
        /// It was dropped: it stood still, another one needed its place, the chain that it hung on
        /// was left, or its file could not be written.
        LEFT
    }

    /// A file for such a branch could not be written. The node goes on with the chain that it has.
    record RivalDropped(String why) implements NodeEvent {}

    /// A block mined here changed the active chain.
    record BlockMined(AddResult.Joined result, Tip tip) implements NodeEvent {}

    /// A peer asked for the chain.
    record ChainRequested(PeerName by) implements NodeEvent {}

    /// A peer sent a `BLOCK:` frame that holds no block (2.7).
    record FrameRefused(PeerName from, Refusal refusal) implements NodeEvent {}

    /// A peer sent a frame of no known kind (1.6).
    ///
    /// @param start its first bytes, made printable
    record FrameUnknown(PeerName from, String start) implements NodeEvent {}

    /// Reading what a peer sent failed, which is a bug of this node. Its connection is closed; the
    /// node goes on.
    record ReaderFailed(PeerName from, Throwable cause) implements NodeEvent {}
}
