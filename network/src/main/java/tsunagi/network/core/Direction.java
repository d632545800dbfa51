package tsunagi.network.core;

/// Who made the connection.
public enum Direction {
    /// The peer dialled this node.
    INBOUND,
    /// This node dialled the peer.
    OUTBOUND
}
