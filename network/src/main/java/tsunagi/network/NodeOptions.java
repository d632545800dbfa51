package tsunagi.network;

import java.util.List;
import tsunagi.network.core.NetworkLimits;

/// How a node takes part in the network.
///
/// @param port            to listen at, on all interfaces (5.1); 0 for any that is free
/// @param peers           to dial for as long as the node runs
/// @param maxInboundPeers inbound connections at once
public record NodeOptions(int port, List<PeerAddress> peers, int maxInboundPeers) {
    public NodeOptions {
        peers = List.copyOf(peers);
    }

    /// With the usual bound on inbound connections.
    public NodeOptions(int port, List<PeerAddress> peers) {
        this(port, peers, NetworkLimits.DEFAULT_MAX_INBOUND_PEERS);
    }
}
