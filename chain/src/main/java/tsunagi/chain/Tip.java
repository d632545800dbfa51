package tsunagi.chain;

import java.util.List;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Transaction;

/// A block by height and hash: the last one of the active chain or of a rival, or a fork point.
///
/// @param index its height; 0 while there is nothing but genesis
/// @param hash  its hash
public record Tip(long index, Hash hash) {
    /// A block on this tip that still lacks its proof of work.
    ///
    /// @param timestamp seconds since 1970
    public Block child(String data, List<Transaction> transactions, long timestamp) {
        return new Block(index + 1, timestamp, 0, data, hash, Hash.ZERO, transactions);
    }
}
