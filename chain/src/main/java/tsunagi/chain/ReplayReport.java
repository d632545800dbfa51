package tsunagi.chain;

import java.util.Optional;

/// What opening a log found and did.
///
/// @param blocks       frames that were replayed
/// @param damagedBytes bytes between valid frames that are not valid frames; still there
/// @param cutBytes     bytes after the last valid frame; cut off
/// @param cutKeptAt    where the bytes that were cut off are now
public record ReplayReport(long blocks, long damagedBytes, long cutBytes, Optional<String> cutKeptAt) {}
