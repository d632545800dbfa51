package tsunagi.chain;

import java.util.List;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Transaction;

/// What the nodes of one network must agree on in addition to the protocol itself.
///
/// @param genesis         the block at index 0, never sent (3.3) and not subject to the difficulty
/// @param difficultyBytes leading zero **bytes** that a hash must have (3.2)
public record ChainParameters(Block genesis, int difficultyBytes) {
    /// Written down, for to compute it would be the first hash of every start, and
    /// a quarter of that start.
    private static final Hash BOOK_GENESIS_HASH = Hash.parse(
                    "000009fd818a1c6a6577cfda48a44f72d5c3e7359fe9bf808b959e4b56a06f13")
            .orElseThrow();

    /// Checks the difficulty's range.
    ///
    /// @throws IllegalArgumentException unless 0 ≤ difficulty ≤ [ChainLimits#MAX_DIFFICULTY_BYTES]
    public ChainParameters {
        if (difficultyBytes < 0 || difficultyBytes > ChainLimits.MAX_DIFFICULTY_BYTES) {
            throw new IllegalArgumentException(
                    "difficulty is outside 0 … " + ChainLimits.MAX_DIFFICULTY_BYTES + ": " + difficultyBytes);
        }
    }

    /// The network of the book: its genesis (3.3) and two zero bytes (3.2).
    public static ChainParameters book() {
        Block genesis = new Block(
                0,
                1_672_531_200L,
                2945,
                "Hello, Zig Blockchain!",
                Hash.ZERO,
                BOOK_GENESIS_HASH,
                List.of(new Transaction("Alice", "Bob", 100)));
        return new ChainParameters(genesis, 2);
    }

    /// The same genesis under another difficulty.
    public ChainParameters withDifficulty(int bytes) {
        return new ChainParameters(genesis, bytes);
    }
}
