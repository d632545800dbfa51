package tsunagi.chain;

/// How finely a checkpoint divides the files that it speaks of. Others than
/// the usual are for tests.
///
/// @param logExtentBytes     bytes of the log for each checksum
/// @param indexExtentEntries entries of the index for each checksum, and the fewest at its end that
///                           the checkpoint holds itself
/// @param bytesAtStart how much of the end of each file, up to the checkpoint, a start compares
///     with checksums before the node listens
public record CheckpointSizes(int logExtentBytes, int indexExtentEntries, long bytesAtStart) {
    /// As a node has them.
    public static final CheckpointSizes USUAL = new CheckpointSizes(
            ChainLimits.LOG_EXTENT_BYTES, ChainLimits.HELD_BACK_INDEX_ENTRIES, ChainLimits.BYTES_CHECKED_AT_START);

    int indexExtentBytes() {
        return indexExtentEntries * ActiveIndex.ENTRY_BYTES;
    }

    /// How many extents of the index a checkpoint at this height relies on. Reorganisations that
    /// are not deeper than one extent leave them as they are.
    int indexExtents(long height) {
        return (int) Math.max(0, height / indexExtentEntries - 1);
    }
}
