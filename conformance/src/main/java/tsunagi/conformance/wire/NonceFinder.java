package tsunagi.conformance.wire;

import java.util.OptionalLong;

/// Looks for the nonce of a block with work (3.2). A program that holds the kit may bring a faster
/// one than the kit's own, as a service. What it finds is hashed once more, so it can't mislead.
public interface NonceFinder {
    /// The first nonce, from one on, whose hash begins with two zero bytes.
    ///
    /// @param preimage the hashed bytes of the block (3.1), whatever its nonce
    /// @param from     0 or more
    /// @return nothing if there is none up to 2^63−1
    OptionalLong find(byte[] preimage, long from);
}
