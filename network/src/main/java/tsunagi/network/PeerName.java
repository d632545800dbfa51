package tsunagi.network;

import tsunagi.network.core.Direction;

/// How a connection is called in events and logs.
///
/// @param connection its number, which is what the node knows it by
/// @param address    where it leads, for people
/// @param direction  who dialled
public record PeerName(long connection, String address, Direction direction) {
    /// The address; an outbound one has an arrow before it.
    @Override
    public String toString() {
        return switch (direction) {
            case INBOUND -> address;
            case OUTBOUND -> "→" + address;
        };
    }
}
