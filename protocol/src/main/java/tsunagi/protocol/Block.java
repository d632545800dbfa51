package tsunagi.protocol;

import java.util.List;

/// A block as its seven members say it is (2.5). Well formed, but not therefore valid: `hash`
/// is what the sender claims, and whether it is true and carries work is for the chain's rules.
///
/// @param index        height in the chain, 0 … 2^32−1
/// @param timestamp    seconds since 1970, 0 … 2^63−1, compared with nothing (3.4)
/// @param nonce        what the miner varied, 0 … 2^63−1
/// @param data         free text
/// @param prevHash     hash of the parent
/// @param hash         the hash that this block claims to have
/// @param transactions in the order in which they are hashed
public record Block(
        long index, long timestamp, long nonce, String data, Hash prevHash, Hash hash, List<Transaction> transactions) {
    /// What `data` is when a frame does not carry the member (2.5).
    public static final String DEFAULT_DATA = "P2P Received Block";

    /// Checks the ranges.
    ///
    /// @throws IllegalArgumentException if a number is out of range or a text has a lone surrogate
    public Block {
        if (index < 0 || index > ProtocolLimits.MAX_INDEX) {
            throw new IllegalArgumentException("index is outside 0 … 2^32-1: " + index);
        }
        if (timestamp < 0) throw new IllegalArgumentException("timestamp is negative: " + timestamp);
        if (nonce < 0) throw new IllegalArgumentException("nonce is negative: " + nonce);
        UnicodeText.requireWellFormed("data", data);
        transactions = List.copyOf(transactions);
    }

    /// The hash that the block's contents have (3.1), whatever `hash` claims.
    public Hash computeHash() {
        return Hash.sha256(Preimage.of(this));
    }

    /// This block with the outcome of mining in place.
    public Block withProof(long provenNonce, Hash provenHash) {
        return new Block(index, timestamp, provenNonce, data, prevHash, provenHash, transactions);
    }
}
