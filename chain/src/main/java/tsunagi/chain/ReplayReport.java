package tsunagi.chain;

import java.util.Optional;

/// What opening a log found and did.
///
/// @param found     the log as it was
/// @param cutKeptAt where the bytes after its last valid frame are now, if there were any
/// @param refusal why the checkpoint that there was could not be used, so
///     that all of the log was read
public record ReplayReport(LogContents found, Optional<String> cutKeptAt, Optional<String> refusal) {
    /// Frames that were replayed.
    public long blocks() {
        return found.blocks();
    }

    /// Bytes between valid frames that are not valid frames; still there.
    public long damagedBytes() {
        return found.damagedBytes();
    }

    /// Bytes after the last valid frame; cut off.
    public long cutBytes() {
        return found.tailBytes();
    }
}
