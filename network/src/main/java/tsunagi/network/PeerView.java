package tsunagi.network;

import java.time.Duration;

/// A connected peer as it was at one moment.
///
/// @param name        how it is called
/// @param connected   for how long
/// @param blocksIn    blocks with work that it sent, known ones included
/// @param highestIn   the greatest height among them, 0 if there were none
/// @param blocksOut   blocks that it was sent
/// @param bytesOut    bytes of blocks that it was sent
/// @param behindBytes bytes of the log that it has not been sent yet
/// @param points      misbehaviour points of its address
public record PeerView(
        PeerName name,
        Duration connected,
        long blocksIn,
        long highestIn,
        long blocksOut,
        long bytesOut,
        long behindBytes,
        int points) {}
