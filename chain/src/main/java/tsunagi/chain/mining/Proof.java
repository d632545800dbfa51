package tsunagi.chain.mining;

import tsunagi.protocol.Hash;

/// A nonce that gives a block its work.
///
/// @param nonce 0 … 2^63−1
/// @param hash  the hash of the block with this nonce
public record Proof(long nonce, Hash hash) {}
