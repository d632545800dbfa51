package tsunagi.chain.mining;

import java.util.Optional;

/// The search for one block's nonce, for one thread.
public interface NonceSearch {
    /// Tries the nonces `first` … `first + count − 1`.
    ///
    /// @param first 0 or more
    /// @param count 1 or more; `first + count` is at most 2^63−1
    /// @return the lowest of them that is proof, or nothing
    Optional<Proof> find(long first, int count);
}
