package tsunagi.app.mining;

import java.time.Duration;
import tsunagi.protocol.Block;

/// Told of mining as it runs, by the thread that waits for it; should be quick.
public interface MiningWatcher {
    /// A search has begun, for a block at this height. It starts again when the tip moves.
    default void begun(long height) {}

    /// The block is found and on the chain.
    ///
    /// @param took the last search alone; its nonce tells how many hashes that were, for
    ///     nonces are tried in order
    default void mined(Block block, Duration took) {}

    /// The search at this height ended without a block.
    default void abandoned(long height) {}
}
