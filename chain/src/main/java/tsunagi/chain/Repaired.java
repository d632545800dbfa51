package tsunagi.chain;

import java.util.Optional;

/// What a rewrite of the log kept, and what it left out.
///
/// @param keptBlocks   blocks in the log as it is now
/// @param damagedBytes bytes that are no blocks
/// @param damageKeptAt where those are now, if there were any
/// @param otherBlocks valid blocks that are on no branch: their ancestors are
///     missing, or they are there twice
/// @param othersKeptAt where those are now, if there were any
public record Repaired(
        long keptBlocks,
        long damagedBytes,
        Optional<String> damageKeptAt,
        long otherBlocks,
        Optional<String> othersKeptAt) {}
